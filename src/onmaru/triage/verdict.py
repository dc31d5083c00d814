from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a step made of a message; becomes its Decision. `why` is JSON-able."""

    outcome: str
    confidence: float | None = None
    why: dict[str, Any] = field(default_factory=dict)
