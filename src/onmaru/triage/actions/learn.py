from base64 import b64decode, b64encode
from collections.abc import Callable

from django.db import transaction

from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.kit.apart import apart
from onmaru.language.classify.vectors import EMBEDDED, embedded
from onmaru.triage import shipped
from onmaru.triage.classifier import corrections, encoder, in_use
from onmaru.triage.endpoint import in_place
from onmaru.triage.endpoint.asking import Fault
from onmaru.triage.models import Learnt
from onmaru.triage.teaching import Given

# One in so many is held back, to ask both models what neither has seen.
HELD = 5
# So many that were in use can be gone back to, and one that was refused can be taken all the same; of so many the figures are kept.
KEPT, REMEMBERED = 5, 50
# What open pages hear when something was learnt, or goes on.
LEARNING = ("learning", 0)
# Hears the vectors that are there, and of how many.
Told = Callable[[int, int], None]


def learn(told: Told | None = None) -> Learnt:
    """Learn contact reasons anew from examples and corrections; taken unless the one in use does better on what both have not seen."""
    ours, theirs = shipped.examples(), corrections()
    # An episode is always held back, or never: what a model has learnt says nothing about how good it is.
    held = [*ours[:: shipped.HELD], *((text, key) for number, text, key in theirs if number % HELD == 0)]
    known = [one for place, one in enumerate(ours) if place % shipped.HELD] + [(text, key) for number, text, key in theirs if number % HELD]
    texts, labels = shipped.taught(known)
    before = in_use()
    earlier = b64encode(before[1].save()).decode() if before else None
    wanted = encoder()
    name = wanted.name if wanted else ""
    given = _elsewhere(name, [*texts, *(text for text, _ in held)], told) if name not in {"", EMBEDDED} else None
    by_vectors = wanted is not None and (name == EMBEDDED or embedded() is not None)
    # It takes a processor for some twenty seconds.
    found = apart(
        "onmaru.triage.teaching",
        "teach",
        texts=texts,
        labels=labels,
        held=held,
        before=earlier,
        by_vectors=by_vectors,
        given=given.packed() if given else None,
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
            made_by=found["made_by"],
            meant_by=name,
            taken_at=now if other is None or accuracy >= other else None,
            content=b64decode(found["content"]),
        )
        _let_go(made)
        announce(LEARNING)
    return made


def _elsewhere(name: str, texts: list[str], told: Told | None) -> Given | None:
    """None where the service cannot be reached: what is embedded does meanwhile."""
    texts = list(dict.fromkeys(texts))
    try:
        return Given(name, texts, in_place.asked(name, texts, in_place.LEARNING_SECONDS, told))
    except Fault:
        return None


def _let_go(made: Learnt) -> None:
    kept = [*Learnt.objects.taken().values_list("pk", flat=True)[:KEPT], made.pk]
    Learnt.objects.exclude(pk__in=kept).exclude(content=b"").update(content=b"")
    remembered = Learnt.objects.order_by("-pk").values_list("pk", flat=True)[:REMEMBERED]
    Learnt.objects.exclude(pk__in=[*remembered, *kept]).delete()
