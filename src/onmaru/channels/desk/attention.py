"""What an agent's open page tells a customer who is there at this moment. Nothing of it is kept for the desk."""

from django.http import HttpResponse

from onmaru.channels import adapter
from onmaru.channels.adapter import Attends
from onmaru.inbox.desk.door import ConversationView
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class Typing(ConversationView):
    """An agent writes an answer (`on` is "1"), or stopped ("0")."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        kind = adapter.of(self.conversation.channel)
        if isinstance(kind, Attends):
            kind.typing(self.conversation.pk, request.user.name, request.POST.get("on") == "1")
        return HttpResponse(status=204)


class Seen(ConversationView):
    """Somebody who can answer has looked at the conversation up to a message."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        newest = row_number(request.POST.get("message"))
        kind = adapter.of(self.conversation.channel)
        if isinstance(kind, Attends) and newest is not None:
            kind.seen(self.conversation.pk, newest)
        return HttpResponse(status=204)
