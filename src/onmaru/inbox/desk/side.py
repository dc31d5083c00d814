from django.http import HttpResponse
from django.shortcuts import render

from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh
from onmaru.people.door import AgentRequest
from onmaru.web.fragments import wants_fragment


class Side(ConversationView):
    """What stands beside a conversation: the customer and whatever other packages know."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        template = "inbox/_side_panels.html" if wants_fragment(request) else "inbox/side_page.html"
        return fresh(render(request, template, {"conversation": self.conversation}))
