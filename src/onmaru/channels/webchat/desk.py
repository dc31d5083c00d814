from django.http import Http404, HttpResponse
from django.shortcuts import render

from onmaru.channels.webchat.beside import beside
from onmaru.inbox.desk.door import ConversationView
from onmaru.people.door import AgentRequest


class Visitor(ConversationView):
    """What is known of a visitor at this moment."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        found = beside(self.conversation)
        if found is None:
            raise Http404
        return render(request, "webchat/_visitor.html", {"conversation": self.conversation, "beside": found})
