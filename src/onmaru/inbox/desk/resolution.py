from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.desk.answer import changed
from onmaru.inbox.desk.door import ConversationView
from onmaru.people.door import AgentRequest


class Resolution(ConversationView):
    """That a conversation is dealt with (POST), or not after all (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        resolve(self.conversation, request.user)
        undo = reverse("desk_resolution", args=[self.conversation.pk]) + "?_method=DELETE"
        return changed(request, self.conversation, _("Resolved."), undo=undo, undo_label=_("Reopen"), dealt_with=True)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        reopen(self.conversation, request.user)
        return changed(request, self.conversation, _("Open again."))
