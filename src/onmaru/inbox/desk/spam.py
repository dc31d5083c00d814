from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.spam import mark_spam, unmark_spam
from onmaru.inbox.desk.answer import changed
from onmaru.inbox.desk.door import ConversationView
from onmaru.people.door import AgentRequest


class Spam(ConversationView):
    """The mark of spam: set (POST) or taken off (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        mark_spam(self.conversation, by=actor.agent(request.user.pk))
        undo = reverse("desk_spam", args=[self.conversation.pk]) + "?_method=DELETE"
        return changed(request, self.conversation, _("Marked as spam. It is never acknowledged."), undo=undo, dealt_with=True)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        unmark_spam(self.conversation, by=actor.agent(request.user.pk))
        return changed(request, self.conversation, _("This is no spam any more."))
