"""What a form asks for, and where it may stand: the shapes behind the channel's settings."""

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from onmaru.channels import fallback
from onmaru.inbox.models import Channel
from onmaru.inbox.uploads import Limits

Wanted = Literal["no", "maybe", "must"]
_LINE = re.compile(r"^\s*(?P<label>[^:*]{1,60}?)\s*(?P<must>\*)?\s*(?::(?P<choices>.+))?$")
MOST_FIELDS = 10


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the shop's own: a line to type in, or a choice."""

    label: str
    must: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSettings:
    """`own` has a line for each field, as `own_fields` reads them; `origins` are pages that may show or post the form."""

    title: str = ""
    intro: str = ""
    thanks: str = ""
    name: Wanted = "must"
    phone: Wanted = "no"
    order_number: Wanted = "maybe"
    subject: Wanted = "maybe"
    own: str = ""
    files: int = 5
    consent: str = ""
    origins: tuple[str, ...] = ()
    answers_by: int | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        known = {name: value for name, value in data.items() if name in cls.__dataclass_fields__}
        return cls(**{**known, "origins": tuple(known.get("origins", ()))})

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "origins": list(self.origins), fallback.MAILBOX: self.answers_by}

    @property
    def consent_version(self) -> str:
        """The same for the same words: what somebody agreed to can be told from it."""
        return hashlib.sha256(self.consent.encode()).hexdigest()[:12] if self.consent else ""

    @property
    def limits(self) -> Limits:
        return Limits(count=self.files)


def of(channel: Channel) -> FormSettings:
    return FormSettings.from_json(channel.settings or {})


def own_fields(text: str) -> tuple[OwnField, ...]:
    """A field a line: `색상*: 빨강, 파랑` is a choice to be made, `모델명` a line to type in. Raises ValueError with a bad line."""
    found: list[OwnField] = []
    for line in filter(str.strip, text.splitlines()):
        match = _LINE.match(line)
        if match is None or any(one.label == match["label"] for one in found):
            raise ValueError(line.strip())
        choices = tuple(choice.strip() for choice in (match["choices"] or "").split(",") if choice.strip())
        found.append(OwnField(match["label"], bool(match["must"]), choices))
    if len(found) > MOST_FIELDS:
        raise ValueError(text.splitlines()[-1].strip())
    return tuple(found)
