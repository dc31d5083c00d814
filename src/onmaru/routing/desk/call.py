from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from onmaru.inbox.actions.make_call import make_call
from onmaru.inbox.desk.door import ConversationView
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class Call(ConversationView):
    """That the customer was called back."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        if make_call(self.conversation, request.user):
            messages.success(request, _("The call is noted. The customer waits no longer."))
        return redirect("desk_queue") if request.POST.get("from") == "queue" else redirect("desk_conversation", self.conversation.pk)
