"""What happened, in one sentence of the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from onmaru.notices.kinds import ABOUT, Kind
from onmaru.notices.models import Notice

_OF_MANY = {
    Kind.ASSIGNED: lambda count: ngettext(
        "{who} assigned this and {count} more conversation to you", "{who} assigned this and {count} more conversations to you", count
    ),
    Kind.TRANSFERRED: lambda count: ngettext(
        "{who} transferred this and {count} more conversation to your team",
        "{who} transferred this and {count} more conversations to your team",
        count,
    ),
    Kind.LEFT_OVER: lambda count: ngettext(
        "The day is over, and this and {count} more conversation are still missed or there twice",
        "The day is over, and this and {count} more conversations are still missed or there twice",
        count,
    ),
}


def sentence(notice: Notice) -> str:
    """Wants `actor_name` beside the notice; see queries.named."""
    kind = Kind(notice.kind)
    if notice.further and kind in _OF_MANY:
        return _OF_MANY[kind](notice.further).format(who=_who(notice), count=notice.further)
    return str(ABOUT[kind].sentence).format(who=_who(notice))


def _who(notice: Notice) -> str:
    name = getattr(notice, "actor_name", "") or ""
    if name:
        return pgettext("who did it", "{name}").format(name=name)
    if notice.actor_kind == "customer":
        return _("The customer")
    return pgettext("who did it", "Onmaru") if notice.actor_kind == "system" else _("Somebody who left")
