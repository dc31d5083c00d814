from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.language.facts import Kind
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission
from onmaru.stated.actions.amend import NotAFact, let_be, note, strike
from onmaru.stated.queries import amended_in
from onmaru.stated.wording import KINDS
from onmaru.triage import understanding


class StatedFact(ConversationView):
    """A fact that the customer stated: the form that amends it (GET `fact`, by its mark), and doing so (POST did, kind, text, before)."""

    to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        mark = request.GET.get("fact", "")
        shown = understanding.of(self.conversation).facts if mark else ()
        context: dict[str, Any] = {
            "kinds": [(kind.value, name) for kind, name in KINDS.items()],
            "fact": next((fact for fact in understanding.marked(shown) if fact["mark"] == mark), None),
            "struck": [(fact.kind.value, KINDS[fact.kind], fact.text) for fact in amended_in(self.conversation.pk).struck],
        }
        return menu(request, self.conversation, "triage/_stated_form.html", _("What the customer stated"), **context)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        asked = request.POST
        if asked.get("kind") not in set(Kind):
            return refused(request, self.conversation, _("Say what kind of fact it is."))
        kind, text, before = Kind(asked["kind"]), asked.get("text", ""), asked.get("before", "")
        try:
            if asked.get("did") == "strike":
                strike(self.conversation, kind, before or text, request.user)
                said = _("Struck out. It is neither shown nor handed on.")
            elif asked.get("did") == "let_be":
                let_be(self.conversation, kind, text, request.user)
                said = _("It holds again.")
            else:
                note(self.conversation, kind, text, request.user, instead_of=before)
                said = _("Noted. Whoever takes this over knows it.")
        except NotAFact:
            return refused(request, self.conversation, _("Write what the customer stated."))
        return changed(request, self.conversation, said)
