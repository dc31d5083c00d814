from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.snooze import AlreadyResolved, InThePast, snooze, wake
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.bulk_choice import wakes_on
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.moments import presets, read_moment
from onmaru.inbox.models import Conversation
from onmaru.inbox.templatetags.inbox import moment
from onmaru.kit import clock
from onmaru.people.door import AgentRequest
from onmaru.people.queries import calendar_of


class Snooze(ConversationView):
    """Sleep until a moment: to choose from (GET), from now on (POST), no longer (DELETE)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        found = presets(clock.now(), timezone.get_current_timezone(), calendar_of(self.conversation.team))
        return menu(request, self.conversation, "inbox/_snooze_menu.html", _("Snooze"), presets=found, wakings=Conversation.WakesOn.choices)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        try:
            until = read_moment(request.POST.get("until") or request.POST.get("until_own", ""), request.user)
            snooze(self.conversation, until, actor.agent(request.user.pk), wakes_on(request.POST))
        except AlreadyResolved:
            return refused(request, self.conversation, _("This conversation is resolved; reopen it first."))
        except (InThePast, ValueError):
            return refused(request, self.conversation, _("Choose a moment in the future."))
        undo = reverse("desk_snooze", args=[self.conversation.pk]) + "?_method=DELETE"
        said = _("Snoozed until {moment}.").format(moment=moment(until))
        return changed(request, self.conversation, said, undo=undo, dealt_with=True)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        wake(self.conversation, because="agent", by=actor.agent(request.user.pk))
        return changed(request, self.conversation, _("Awake again."))
