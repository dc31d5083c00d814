from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox import resolving
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.desk.answer import changed, menu
from onmaru.inbox.desk.asked_first import asked_first
from onmaru.inbox.desk.door import ConversationView
from onmaru.people.door import AgentRequest


class Resolution(ConversationView):
    """That a conversation is dealt with (POST), or not after all (DELETE); what can be said with it (GET)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        wanted = resolving.demand(self.conversation, request.user, None)
        template, context = wanted if isinstance(wanted, tuple) else ("inbox/_resolve_form.html", {})
        return menu(request, self.conversation, template, _("Resolve"), form="resolve-form", **context)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        said = resolving.said_in(request.POST) or resolving.Said()
        if wanted := resolving.demand(self.conversation, request.user, said):
            return asked_first(request, self.conversation, wanted, "resolve-form")
        with transaction.atomic():
            if resolve(self.conversation, request.user):
                resolving.accompany([self.conversation], request.user, said)
        undo = reverse("desk_resolution", args=[self.conversation.pk]) + "?_method=DELETE"
        return changed(request, self.conversation, _("Resolved."), undo=undo, undo_label=_("Reopen"), dealt_with=True)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        reopen(self.conversation, request.user)
        return changed(request, self.conversation, _("Open again."))
