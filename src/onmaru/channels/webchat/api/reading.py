"""Reads what a widget sends, strictly: what is not expected is refused, and the refusal says which part. Pure."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.api.refusal import Refusal, invalid

LARGEST = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What turns the direction of text, with which a name or a link could be made to look like another.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Given:
    """A JSON object. Each part is asked for once; `done` refuses what nobody asked for."""

    def __init__(self, data: dict[str, Any], at: str = "") -> None:
        self.data, self.at, self.asked = data, at, set[str]()

    def text(self, name: str, longest: int, required: bool = False, lines: bool = False) -> str:
        value = self._take(name)
        if value is None:
            value = ""
        if not isinstance(value, str):
            raise invalid(self.at + name, _("This must be text."))
        value = _TURNING.sub("", _CONTROL.sub("", value.replace("\r\n", "\n")))
        value = value.strip() if lines else " ".join(value.split())
        if len(value) > longest:
            raise invalid(self.at + name, _("This is too long."))
        if required and not value:
            raise invalid(self.at + name, _("Please fill this in."))
        # A lone surrogate can be written in JSON, but not stored.
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise invalid(self.at + name, _("This must be text."))
        return value

    def client_id(self, name: str = "client_id") -> str:
        return self._matching(name, _CLIENT_ID)

    def key(self, name: str, required: bool = True) -> str:
        if not required and self.data.get(name) in (None, ""):
            self.asked.add(name)
            return ""
        return self._matching(name, _KEY)

    def number(self, name: str, least: int, most: int, default: int | None = None) -> int:
        value = self._take(name)
        if value is None and default is not None:
            return default
        # True is a number in Python, and not one here.
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise invalid(self.at + name, _("This must be a number in range."))
        return value

    def choice(self, name: str, among: Iterable[str], default: str | None = None) -> str:
        value = self._take(name)
        if value is None and default is not None:
            return default
        if value not in tuple(among):
            raise invalid(self.at + name, _("Please choose one of what is offered."))
        return value

    def inner(self, name: str, required: bool = False) -> "Given | None":
        value = self._take(name)
        if value is None and not required:
            return None
        if not isinstance(value, dict):
            raise invalid(self.at + name, _("This is not understood."))
        return Given(value, f"{self.at}{name}.")

    def listed(self, name: str, most: int) -> list[Any]:
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > most:
            raise invalid(self.at + name, _("These are too many."))
        return value

    def has(self, name: str) -> bool:
        return self.data.get(name) is not None

    def done(self) -> None:
        if unknown := sorted(set(self.data) - self.asked):
            raise invalid(self.at + unknown[0][:60], _("This is not understood."))

    def _matching(self, name: str, pattern: re.Pattern[str]) -> str:
        value = self._take(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise invalid(self.at + name, _("This is not understood."))
        return value

    def _take(self, name: str) -> Any:
        self.asked.add(name)
        return self.data.get(name)


def read(body: bytes) -> Given:
    """Raises Refusal."""
    if len(body) > LARGEST:
        raise Refusal(413, "too_large", _("This is too much at once."))
    try:
        data = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Refusal(400, "invalid", _("This is not understood.")) from error
    if not isinstance(data, dict):
        raise Refusal(400, "invalid", _("This is not understood."))
    return Given(data)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
