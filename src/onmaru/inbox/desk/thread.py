from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from onmaru.events.models import Event
from onmaru.inbox.desk import lines
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Conversation
from onmaru.inbox.timeline import stretch
from onmaru.kit import clock
from onmaru.people.door import AgentRequest


class Thread(ConversationView):
    """The last of a conversation, all of it since a moment (what a page shows already), or the stretch before one."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        before, since = _moment(request, "before"), _moment(request, "since")
        context = thread_context(self.conversation, before=before, since=since)
        template = "inbox/_thread_earlier.html" if before else "inbox/_thread_changed.html"
        return fresh(render(request, template, context))


def thread_context(conversation: Conversation, before: datetime | None = None, since: datetime | None = None) -> dict[str, Any]:
    shown = stretch(conversation, lines.names(), before=before, since=since)
    events = [item.thing for item in shown.items if isinstance(item.thing, Event)]
    undone = {event.data["merge_id"] for event in events if event.name == "conversation.unmerged"}
    items = [(item, lines.worded(item.thing) if isinstance(item.thing, Event) else None) for item in shown.items]
    return {"conversation": conversation, "stretch": shown, "items": items, "merges_undone": undone}


def _moment(request: AgentRequest, name: str) -> datetime | None:
    return clock.read(request.GET.get(name, ""))
