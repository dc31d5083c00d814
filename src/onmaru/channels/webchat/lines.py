"""What visitors did, as lines of the thread."""

from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line


@line("chat.left")
def _left(event: Event) -> Line:
    if event.data.get("how") == "phone":
        return Line("phone", _("The visitor left and wants to be called back"))
    return Line("mail", _("The visitor left and wants to be answered by e-mail"))


@line("chat.ended")
def _ended(event: Event) -> Line:
    return Line("log-out", _("The visitor ended the chat"))


@line("chat.abandoned")
def _abandoned(event: Event) -> Line:
    return Line("hourglass", _("The visitor left before anybody answered"))


@line("consent.withdrawn")
def _withdrawn(event: Event) -> Line:
    return Line("eye-off", _("The visitor no longer shares which pages they look at"))
