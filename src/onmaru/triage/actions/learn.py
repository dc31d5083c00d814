from collections.abc import Sequence

from django.db import transaction

from onmaru.kit import clock
from onmaru.language.classify import Model, train
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
    model = train(*shipped.taught(known), encoder())
    before = in_use()
    accuracy, other = share_right(model, held), share_right(before[1], held) if before else None
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
            content=model.save(),
        )
        kept = [*Learnt.objects.taken().values_list("pk", flat=True)[:KEPT], made.pk]
        Learnt.objects.exclude(pk__in=kept).delete()
    return made


def share_right(model: Model, asked: Sequence[tuple[str, str]]) -> float:
    said = model.predict_all([text for text, _ in asked])
    return sum(one.ranked[0][0] == key for one, (_, key) in zip(said, asked, strict=True)) / len(asked)
