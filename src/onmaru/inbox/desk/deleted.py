from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.delete import undelete
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Conversation
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission

SHOWN = 100


class Deleted(DeskView):
    """What was deleted lately, and can still be brought back."""

    to_read = Permission.DELETE

    def get(self, request: AgentRequest) -> HttpResponse:
        rows = Conversation.objects.deleted().select_related("customer__person", "deleted_by").order_by("-deleted_at", "-id")[:SHOWN]
        return fresh(render(request, "inbox/deleted.html", {"rows": rows, "here": "deleted"}))


class Undeletion(DeskView):
    """Bringing one back."""

    to_write = Permission.DELETE

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation = Conversation.objects.deleted().filter(pk=number).first()
        if conversation is None or not undelete(conversation, by=actor.agent(request.user.pk)):
            raise Http404
        messages.success(request, _("Conversation #{number} is back.").format(number=number))
        return redirect("desk_deleted")
