from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.correct import CannotChange, correct, withdraw
from onmaru.inbox.changing import may_change
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import MessageView
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class Words(MessageView):
    """What an answer says where the customer reads it: to be corrected (GET), corrected (POST), taken back (DELETE)."""

    to_read = to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        message = self.message
        if not message.channel.can.edit or message.rich or not may_change(request.user, message):
            raise Http404
        return menu(request, message.conversation, "inbox/_words_form.html", _("Correct the answer"), message=message)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        message, text = self.message, request.POST.get("text", "").replace("\r\n", "\n").strip()
        if not text or len(text) > message.channel.can.max_text:
            return refused(request, message.conversation, _("Write something, and not more than the channel takes."))
        if message.rich or not may_change(request.user, message):
            return self._too_late()
        try:
            correct(message, text, by=actor.agent(request.user.pk))
        except CannotChange:
            return self._too_late()
        return changed(request, message.conversation, _("Corrected. The customer sees that it was."))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        message = self.message
        if not may_change(request.user, message):
            return self._too_late()
        try:
            withdraw(message, by=actor.agent(request.user.pk))
        except CannotChange:
            return self._too_late()
        return changed(request, message.conversation, _("Taken back. The customer sees that there was a message."))

    def _too_late(self) -> HttpResponse:
        return refused(self.request, self.message.conversation, _("This message cannot be changed any more."))
