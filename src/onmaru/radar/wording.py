"""Why two conversations are thought to be one, and how somebody was missed, in a sentence."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from onmaru.language.particles import settle
from onmaru.radar.alike import Kind
from onmaru.radar.models import Duplicate, Miss
from onmaru.sla.wording import kind_names, spoken


def reasons(pair: Duplicate) -> str:
    """ "The same order 20261120-0001, within 12 min, by e-mail and chat"."""
    names = kind_names()
    said = [_reason(Kind(kind), value, names) for kind, value in pair.reasons]
    return settle(", ".join(words for words in said if words))


def _reason(kind: Kind, value: str, names: dict[str, str]) -> str:
    match kind:
        case Kind.ORDER:
            return _("the same order number {number}").format(number=value)
        case Kind.PARCEL:
            return _("the same parcel number {number}").format(number=value)
        case Kind.PHONE | Kind.EMAIL:
            return _("both name {handle}").format(handle=value)
        case Kind.PERSON:
            return _("the same customer")
        case Kind.WORDS:
            return _("the same words in {percent}%").format(percent=value)
        case Kind.GAP:
            return _apart(timedelta(seconds=int(value)))
        case Kind.CHANNELS:
            first, second = (names.get(code, code) for code in value.split(" "))
            return _("{first} and {second}").format(first=first, second=second)


def _apart(gap: timedelta) -> str:
    if gap < timedelta(minutes=1):
        return _("within a minute")
    # Of days nobody wants to know the minutes.
    rough = timedelta(days=gap.days) if gap.days else gap
    return _("within {length}").format(length=spoken(rough))


def how(miss: Miss, now: datetime) -> str:
    """ "Waits for 3 h 20 min: the promised time is over"."""
    if miss.cause in (Miss.Cause.RESOLVED, Miss.Cause.UNREAD):
        return str(miss.get_cause_display())  # pyright: ignore[reportAttributeAccessIssue]
    length = now - miss.since
    waits = spoken(timedelta(days=length.days) if length.days else length)
    sentences = {
        Miss.Cause.LATE: _("Waits for {length}, longer than promised"),
        Miss.Cause.LONG: _("Waits for {length}, and nobody has answered"),
        Miss.Cause.ABANDONED: _("Left the chat after waiting in vain"),
    }
    return sentences[Miss.Cause(miss.cause)].format(length=waits)
