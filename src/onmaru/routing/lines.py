"""How offers to who waits read in the thread."""

from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line
from onmaru.routing.patience import Because


@line("conversation.way_offered")
def offered(event: Event) -> Line:
    because = {
        Because.SHUT: _("The customer was offered to be called or answered by e-mail: the team was closed"),
        Because.ABSENT: _("The customer was offered to be called or answered by e-mail: nobody of the team was there"),
        Because.LONG: _("The customer was offered to be called or answered by e-mail: they had waited long"),
    }
    return Line("phone", because[Because(event.data["because"])])
