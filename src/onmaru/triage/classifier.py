"""What is known of contact reasons: our own examples, agents' corrections, and the model learnt of both that is in use."""

from functools import lru_cache
from pathlib import Path

from django.db.models import OuterRef, Subquery

from onmaru.inbox.models import Episode, Message
from onmaru.language.classify import Model
from onmaru.language.classify.vectors import Encode, embedded
from onmaru.triage.models import Learnt

EXAMPLES = Path(__file__).parent / "examples"
# The latest say how customers write now.
MOST_CORRECTIONS = 5000
LONGEST = 1000


def shipped() -> list[tuple[str, str]]:
    """(text, reason) of the examples that come with the product."""
    found: list[tuple[str, str]] = []
    for file in sorted(EXAMPLES.glob("*.txt")):
        key = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                key = line.strip("[]")
            elif line:
                found.append((line, key))
    return found


def corrections() -> list[tuple[int, str, str]]:
    """(episode, text, reason) of what agents said, by what the customer wrote first."""
    first = Message.objects.filter(episode=OuterRef("pk"), direction=Message.Direction.IN, machine="").order_by("pk")
    said = Episode.objects.filter(reason__isnull=False, reason_by__isnull=False).order_by("-reason_at")
    rows = said.annotate(subject=Subquery(first.values("subject")[:1]), text=Subquery(first.values("text")[:1]))
    found = rows.values_list("pk", "subject", "text", "reason__key")[:MOST_CORRECTIONS]
    return [(number, asked(subject or "", text or ""), key) for number, subject, text, key in found if subject or text]


def asked(subject: str, text: str) -> str:
    return f"{subject}\n{text}".strip()[:LONGEST]


def encoder() -> Encode | None:
    return embedded()


def in_use() -> tuple[int, Model] | None:
    """None until something was learnt, and after an update that learns in another way."""
    number = Learnt.objects.taken().values_list("pk", flat=True).first()
    model = None if number is None else _loaded(number)
    return None if number is None or model is None else (number, model)


@lru_cache(maxsize=2)
def _loaded(number: int) -> Model | None:
    try:
        return Model.load(bytes(Learnt.objects.get(pk=number).content), encoder())
    except ValueError:
        return None
