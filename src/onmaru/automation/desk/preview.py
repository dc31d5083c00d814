from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onmaru.automation.fills import filled
from onmaru.inbox.desk.door import ConversationView
from onmaru.language.markdown import DESK, html
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission

LONGEST = 100_000


class Preview(ConversationView):
    """An answer as the customer will see it: the words filled in, and their look where the channel has one."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        text = request.POST.get("text", "").replace("\r\n", "\n")[:LONGEST]
        done = filled(text, self.conversation, request.user)
        page = html(done.text, DESK, lambda source: reverse("desk_attachment", args=[int(source.removeprefix("file:"))]))
        context = {"page": page, "missing": done.missing, "conversation": self.conversation}
        return render(request, "automation/_preview.html", context)
