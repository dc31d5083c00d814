"""What happened, in one sentence of the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onmaru.notices.kinds import ABOUT, Kind
from onmaru.notices.models import Notice


def sentence(notice: Notice) -> str:
    """Wants `actor_name` beside the notice; see queries.named."""
    return str(ABOUT[Kind(notice.kind)].sentence).format(who=_who(notice))


def _who(notice: Notice) -> str:
    name = getattr(notice, "actor_name", "") or ""
    if name:
        return pgettext("who did it", "{name}").format(name=name)
    if notice.actor_kind == "customer":
        return _("The customer")
    return pgettext("who did it", "Onmaru") if notice.actor_kind == "system" else _("Somebody who left")
