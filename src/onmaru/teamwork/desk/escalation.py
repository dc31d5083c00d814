from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission
from onmaru.teamwork.accounting import who_leads
from onmaru.teamwork.actions.answer_escalation import guide, hand_back, take_over
from onmaru.teamwork.actions.escalate import NobodyToAsk, escalate
from onmaru.teamwork.models import Escalation


class EscalationThing(ConversationView):
    """Asking for help with a conversation: why, from a short list (GET), and doing so (POST)."""

    to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        asked = who_leads(self.conversation, besides=request.user.pk) or who_leads(self.conversation)
        known: dict[str, Any] = {"causes": Escalation.Cause.choices, "asked": asked}
        return menu(request, self.conversation, "teamwork/_escalate_form.html", _("Ask for help"), **known)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        cause = request.POST.get("cause", "")
        if cause not in Escalation.Cause.values:
            return refused(request, self.conversation, _("Say why first."))
        try:
            made = escalate(self.conversation, Escalation.Cause(cause), request.POST.get("because", "").strip(), request.user)
        except NobodyToAsk:
            return refused(request, self.conversation, _("There is nobody who could be asked."))
        if made is None:
            return refused(request, self.conversation, _("Help was asked for already, or this is resolved."))
        return changed(request, self.conversation, _("{name} was asked for help.").format(name=made.owner.name))


class EscalationAnswer(ConversationView):
    """Answering a call for help: taking it over, saying what to do, or handing it back."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        escalation = Escalation.objects.still_open().filter(conversation=self.conversation).first()
        if escalation is None:
            return refused(request, self.conversation, _("Somebody has answered already."))
        if not may_answer(request, escalation):
            return refused(request, self.conversation, _("Whoever was asked answers this, or a lead."))
        way, words = request.POST.get("way", ""), request.POST.get("words", "").strip()[:1000]
        if way == "take_over":
            take_over(escalation, request.user)
            return changed(request, self.conversation, _("It is yours now."))
        if way not in ("guide", "hand_back") or not words:
            return refused(request, self.conversation, _("Write a sentence for your colleague first."))
        (guide if way == "guide" else hand_back)(escalation, request.user, words)
        said = _("Your guidance is in a note.") if way == "guide" else _("Handed back, with a note.")
        return changed(request, self.conversation, said)


def may_answer(request: AgentRequest, escalation: Escalation) -> bool:
    return escalation.owner_id == request.user.pk or request.user.may(Permission.TAKE_OVER)
