from base64 import b64decode, b64encode

from django.db import transaction

from onmaru.kit import clock
from onmaru.kit.apart import apart
from onmaru.triage import shipped
from onmaru.triage.classifier import corrections, encoder, in_use
from onmaru.triage.models import Learnt

# One in so many is held back, to ask both models what neither has seen.
HELD = 5
KEPT = 5


def learn() -> Learnt:
    """Learn contact reasons anew from examples and corrections; taken unless the one in use does better on what both have not seen."""
    ours, theirs = shipped.examples(), corrections()
    # An episode is always held back, or never: what a model has learnt says nothing about how good it is.
    held = [*ours[:: shipped.HELD], *((text, key) for number, text, key in theirs if number % HELD == 0)]
    known = [one for place, one in enumerate(ours) if place % shipped.HELD] + [(text, key) for number, text, key in theirs if number % HELD]
    texts, labels = shipped.taught(known)
    before = in_use()
    earlier = b64encode(before[1].save()).decode() if before else None
    # It takes a processor for some twenty seconds.
    found = apart(
        "onmaru.triage.teaching", "teach", texts=texts, labels=labels, held=held, before=earlier, by_vectors=encoder() is not None
    )
    accuracy, other = found["accuracy"], found["accuracy_before"]
    now = clock.now()
    with transaction.atomic():
        made = Learnt.objects.create(
            learnt_at=now,
            examples=len(ours),
            corrections=len(theirs),
            asked=len(held),
            accuracy=accuracy,
            accuracy_before=other,
            taken_at=now if other is None or accuracy >= other else None,
            content=b64decode(found["content"]),
        )
        kept = [*Learnt.objects.taken().values_list("pk", flat=True)[:KEPT], made.pk]
        Learnt.objects.exclude(pk__in=kept).delete()
    return made
