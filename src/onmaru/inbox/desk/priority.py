from django.http import HttpResponse
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.filters import PRIORITIES
from onmaru.inbox.models import Conversation
from onmaru.people.door import AgentRequest


class PriorityThing(ConversationView):
    """How soon it has to be looked at: to choose from (GET), another (POST)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        priorities = [(word, Conversation.Priority(value).label, value) for word, value in PRIORITIES.items()]
        return menu(request, self.conversation, "inbox/_priority_menu.html", _("Priority"), priorities=priorities)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        chosen = PRIORITIES.get(request.POST.get("priority", ""))
        if chosen is None:
            return refused(request, self.conversation, _("There is no such priority."))
        priority = Conversation.Priority(chosen)
        prioritise(self.conversation, priority, by=actor.agent(request.user.pk))
        return changed(request, self.conversation, _("Priority: {priority}.").format(priority=priority.label))
