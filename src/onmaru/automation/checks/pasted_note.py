import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen

# Shorter lines are said to customers as well ("확인 중").
SHORTEST = 14
PIECE = 8
ENOUGH = 0.6
_NOISE = re.compile(r"[\W_]+")


def _bare(text: str) -> str:
    return _NOISE.sub("", text).casefold()


def _pieces(text: str) -> set[str]:
    return {text[at : at + PIECE] for at in range(len(text) - PIECE + 1)}


def find(seen: Seen) -> Iterator[Finding]:
    """A line of a note that stands in the answer, or most of it; what the customer wrote themselves may be repeated."""
    answer, theirs = _pieces(_bare(seen.text)), _pieces(_bare(seen.theirs))
    for note in seen.notes:
        for line in note.splitlines():
            bare = _bare(line)
            own = _pieces(bare) - theirs
            if len(bare) >= SHORTEST and own and len(own & answer) >= ENOUGH * len(own):
                yield Finding(excerpt=line.strip() if line.strip() in seen.text else "", points=(line.strip()[:120],))


PASTED_NOTE = Check("pasted note", _("A note pasted into an answer"), _("This stands in a note that only colleagues see."), find)
