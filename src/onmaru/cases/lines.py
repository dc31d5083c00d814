"""How an export reads in the thread of its conversation."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line


@line("case.exported")
def exported(event: Event) -> Line:
    who = getattr(event, "actor_name", None) or _("Somebody who left")
    return Line("download", format_html(_("{who} exported this case: {because}"), who=who, because=event.data["because"]))
