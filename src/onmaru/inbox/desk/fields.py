from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.fill_field import fill_field
from onmaru.inbox.custom_fields import NotThat, written
from onmaru.inbox.desk.answer import is_htmx, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.models import Conversation, CustomField
from onmaru.people.door import AgentRequest


class FieldThing(ConversationView):
    """The value of one custom field of a conversation (POST value)."""

    def post(self, request: AgentRequest, number: int, field: int) -> HttpResponse:
        found = CustomField.objects.in_use().filter(pk=field).first()
        if found is None:
            raise Http404
        try:
            fill_field(self.conversation, found, request.POST.get("value", ""), by=actor.agent(request.user.pk))
        except NotThat:
            return refused(request, self.conversation, _("“{field}” takes no such value.").format(field=found.name))
        if not is_htmx(request):
            return redirect("desk_conversation", self.conversation.pk)
        return render(request, "inbox/_toast.html", {"text": _("Saved")})


def fields_of(conversation: Conversation) -> list[dict[str, Any]]:
    """Every field in use, with what this conversation has there."""
    fields = CustomField.objects.in_use()
    return [{"field": field, "value": written(conversation.fields.get(field.key))} for field in fields]
