"""Entries of the settings' menu; each app puts its own into the slot `settings.nav`."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from onmaru.web.slots import Drawn


@dataclass(frozen=True, slots=True)
class Entry:
    """`key` is the name of the page it leads to, and what that page calls its `section`."""

    key: str
    icon: str
    text: str | Promise

    @property
    def url(self) -> str:
        return reverse(self.key)


def drawn(entries: list[Entry]) -> Drawn:
    return "web/_settings_entries.html", {"entries": entries}
