"""A place in what a search found, as it stands in an address."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from onmaru.search.finding import Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stage(StrEnum):
    ALL = "all"
    NEAR = "near"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Cursor:
    stage: Stage = Stage.ALL
    # Where the window begins; None at the newest.
    top: Place | None = None
    # How many rows of the window were shown.
    shown: int = 0

    def __str__(self) -> str:
        top = f"{(self.top.at - _EPOCH) // timedelta(microseconds=1)}-{self.top.id}" if self.top else ""
        return f"{self.stage}.{top}.{self.shown}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """None for what is no cursor: the search then simply begins at its beginning."""
        stage, _, rest = text.partition(".")
        top, _, shown = rest.partition(".")
        if stage not in list(Stage) or not (shown.isascii() and shown.isdecimal() and len(shown) < 6):
            return None
        if not top:
            return cls(Stage(stage), None, int(shown))
        micros, _, number = top.partition("-")
        if not (top.isascii() and micros.isdecimal() and number.isdecimal() and len(micros) < 18 and len(number) < 19):
            return None
        return cls(Stage(stage), Place(_EPOCH + timedelta(microseconds=int(micros)), int(number)), int(shown))
