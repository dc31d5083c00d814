from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.inbox.desk.composer import composer_context
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh, list_context
from onmaru.inbox.desk.thread import thread_context
from onmaru.inbox.models import Conversation
from onmaru.inbox.queries import NoSuchView, of_view
from onmaru.people.door import AgentRequest
from onmaru.web.fragments import wants_fragment


class ConversationScreen(ConversationView):
    """One conversation, beside the list it was opened from; for htmx only what changes when another one is opened."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation = self.conversation
        if conversation.pk != number:
            return redirect("desk_conversation", conversation.pk)
        view_key = known_view(request, conversation)
        context = {**screen_context(request, conversation), "view_key": view_key}
        if wants_fragment(request):
            return fresh(render(request, "inbox/_conversation_opened.html", context))
        return fresh(render(request, "inbox/conversation.html", {**list_context(request, view_key, conversation), **context}))


def screen_context(request: AgentRequest, conversation: Conversation, **composing: Any) -> dict[str, Any]:
    """The thread and the composer. `composing` is what a refused composer keeps: see composer_context."""
    shown = thread_context(conversation)
    return {**shown, **composer_context(request.user, conversation, shown=shown["stretch"], **composing)}


def known_view(request: AgentRequest, conversation: Conversation) -> str:
    """The view named in the address, else one that holds the conversation."""
    named = request.GET.get("view", "")
    if named:
        try:
            of_view(named, request.user)
        except NoSuchView:
            pass
        else:
            return named
    if conversation.is_spam:
        return "spam"
    if conversation.status != Conversation.Status.OPEN:
        return str(conversation.status)
    return "mine" if conversation.assignee == request.user else "all"
