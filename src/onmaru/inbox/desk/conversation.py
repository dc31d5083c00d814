from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.inbox.asked import Asked, NoSuchView, asked
from onmaru.inbox.desk.composer import composer_context
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh, list_context
from onmaru.inbox.desk.thread import thread_context
from onmaru.inbox.models import Conversation
from onmaru.people.door import AgentRequest
from onmaru.web.fragments import wants_fragment


class ConversationScreen(ConversationView):
    """One conversation, beside the list it was opened from; for htmx only what changes when another one is opened."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation = self.conversation
        if conversation.pk != number:
            return redirect("desk_conversation", conversation.pk)
        found = known_view(request, conversation)
        context = {**screen_context(request, conversation), "view_key": found.key, "terms": str(found.own)}
        if wants_fragment(request):
            return fresh(render(request, "inbox/_conversation_opened.html", context))
        return fresh(render(request, "inbox/conversation.html", {**list_context(request, found, conversation), **context}))


def screen_context(request: AgentRequest, conversation: Conversation, **composing: Any) -> dict[str, Any]:
    """The thread and the composer. `composing` is what a refused composer keeps: see composer_context."""
    shown = thread_context(conversation)
    return {**shown, **composer_context(request.user, conversation, shown=shown["stretch"], **composing)}


def known_view(request: AgentRequest, conversation: Conversation) -> Asked:
    """The view named in the address with what it says on top, else one that holds the conversation."""
    named = request.GET.get("view", "")
    if named:
        try:
            return asked(request.user, named, request.GET)
        except NoSuchView:
            pass
    if conversation.is_spam:
        key = "spam"
    elif conversation.status != Conversation.Status.OPEN:
        key = str(conversation.status)
    else:
        key = "mine" if conversation.assignee == request.user else "all"
    return asked(request.user, key, {})
