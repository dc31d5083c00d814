"""How far an inquiry has come, as its customer is told. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Stage = Literal["received", "looked_at", "answered", "resolved"]
STAGES: tuple[Stage, ...] = ("received", "looked_at", "answered", "resolved")


@dataclass(frozen=True, slots=True)
class Facts:
    """`answered`: a person's answer has left. `taken`: somebody of us has it."""

    resolved: bool
    answered: bool
    taken: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """`late`: the promised time has passed and nobody has answered."""

    stage: Stage
    promised_at: datetime | None = None
    late: bool = False

    @property
    def steps(self) -> list[tuple[Stage, str]]:
        """Each stage, and whether it is done, current or to come."""
        at = STAGES.index(self.stage)
        return [(stage, "done" if number < at else "current" if number == at else "") for number, stage in enumerate(STAGES)]


def progress(facts: Facts, promised_at: datetime | None, now: datetime) -> Progress:
    stage = stage_of(facts)
    if stage in ("answered", "resolved") or promised_at is None:
        return Progress(stage)
    return Progress(stage, promised_at, late=promised_at < now)


def stage_of(facts: Facts) -> Stage:
    """Whoever writes again after an answer is looked at again: their matter is not answered."""
    if facts.resolved:
        return "resolved"
    if facts.answered and not facts.waits:
        return "answered"
    return "looked_at" if facts.taken or facts.answered else "received"
