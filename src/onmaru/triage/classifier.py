"""What is known of contact reasons: our own examples, agents' corrections, and the model learnt of both that is in use."""

import zipfile
from functools import lru_cache

from django.db.models import OuterRef, Subquery

from onmaru.inbox.models import Episode, Message
from onmaru.language.classify import Model, Prediction
from onmaru.language.classify.vectors import EMBEDDED, Encoder, embedded
from onmaru.triage import shipped
from onmaru.triage.endpoint import in_place
from onmaru.triage.models import Learnt

# The number of the version that was built with the product.
BUILT = 0
# The latest say how customers write now. All are compared with all, in the memory of a worker.
MOST_CORRECTIONS = 3000
LONGEST = 1000
MOST_SAID = 64
_said: dict[tuple[int, str], Prediction] = {}


def corrections() -> list[tuple[int, str, str]]:
    """(episode, text, reason) of what agents said, by what the customer wrote first."""
    first = Message.objects.filter(episode=OuterRef("pk"), direction=Message.Direction.IN, machine="").order_by("pk")
    said = Episode.objects.filter(reason__isnull=False, reason_by__isnull=False).order_by("-reason_at")
    rows = said.annotate(subject=Subquery(first.values("subject")[:1]), text=Subquery(first.values("text")[:1]))
    found = rows.values_list("pk", "subject", "text", "reason__key")[:MOST_CORRECTIONS]
    return [(number, asked(subject or "", text or ""), key) for number, subject, text, key in found if subject or text]


def asked(subject: str, text: str) -> str:
    return f"{subject}\n{text}".strip()[:LONGEST]


def encoder() -> Encoder | None:
    """What is to make vectors from now on: the service that was set, or what is embedded."""
    return in_place.encoder() or embedded()


def encoder_named(name: str) -> Encoder | None:
    """What made the vectors a model learnt of, as far as it is still there."""
    return embedded() if name == EMBEDDED else in_place.encoder_named(name)


def in_use() -> tuple[int, Model] | None:
    """The version taken last and its model; until there is one, and after an update that learns in another way, what was built."""
    number = Learnt.objects.taken().values_list("pk", flat=True).first()
    if number is not None and (model := _loaded(number)):
        return number, model
    return (BUILT, model) if (model := built()) else None


def said_of(text: str) -> tuple[int, Prediction] | None:
    """What the version in use says of a text, with its number. Kept for a while, so that it can be worked out before a row is held."""
    found = in_use()
    if found is None:
        return None
    number, model = found
    said = _said.get((number, text))
    if said is None:
        if len(_said) >= MOST_SAID:
            _said.clear()
        said = _said[number, text] = model.predict(text)
    return number, said


@lru_cache(maxsize=2)
def _loaded(number: int) -> Model | None:
    try:
        return Model.load(bytes(Learnt.objects.get(pk=number).content), encoder_named)
    except (ValueError, EOFError, zipfile.BadZipFile):
        return None


@lru_cache(maxsize=1)
def built() -> Model | None:
    return kept()


def kept() -> Model | None:
    """None where the product was not built whole: then the first model is learnt by the worker."""
    try:
        return Model.load(shipped.place().read_bytes(), encoder_named)
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None
