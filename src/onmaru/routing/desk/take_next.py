from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.routing.actions.take_next import take_next


class TakeNext(DeskView):
    """That an agent takes whoever is to be served next."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest) -> HttpResponse:
        conversation = take_next(request.user)
        if conversation is None:
            messages.info(request, _("Nobody waits for an agent. Well done."))
            return redirect("desk_view", "mine")
        return redirect("desk_conversation", conversation.pk)
