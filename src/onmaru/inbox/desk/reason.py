from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.models import Reason
from onmaru.inbox.reasons import tree
from onmaru.people.door import AgentRequest


class ReasonThing(ConversationView):
    """What the conversation is about: to choose from (GET), another (POST), not known (DELETE)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return menu(request, self.conversation, "inbox/_reason_menu.html", _("Contact reason"), tree=tree())

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        chosen = request.POST.get("reason") or request.GET.get("reason", "")
        reason = Reason.objects.in_use().filter(key=chosen).first()
        if reason is None:
            return refused(request, self.conversation, _("This reason is not in use any more."))
        give_reason(self.conversation, reason, by=actor.agent(request.user.pk))
        said = _("Contact reason: {reason}.").format(reason=reason.name)
        return changed(request, self.conversation, said, undo=self._undo())

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        give_reason(self.conversation, None, by=actor.agent(request.user.pk))
        return changed(request, self.conversation, _("It is not known what this is about."), undo=self._undo())

    def _undo(self) -> str:
        before = self.conversation.reason_now  # pyright: ignore[reportAttributeAccessIssue]
        url = reverse("desk_reason", args=[self.conversation.pk])
        return f"{url}?reason={before['key']}" if before else f"{url}?_method=DELETE"
