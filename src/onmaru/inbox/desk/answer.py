"""How things answer after a change: parts of the page for htmx, the page itself for a plain form."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.inbox.desk.door import find
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.desk.thread import thread_context
from onmaru.inbox.models import Conversation
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent
from onmaru.web.fragments import wants_fragment

_CONVERSATION = re.compile(r"/desk/conversations/(\d{1,18})/")


def changed(
    request: AgentRequest, conversation: Conversation, said: str, undo: str = "", undo_label: str = "", dealt_with: bool = False
) -> HttpResponse:
    """The head and the thread as they are now, and a word about what was done; `undo` is an address to post to.

    When it is `dealt_with` for now, the page goes where the agent wants to be then.
    """
    if not is_htmx(request):
        messages.success(request, said)
        return redirect("desk_conversation", conversation.pk) if find(request.user, conversation.pk) else redirect("desk")
    said_with = {"said": said, "undo_url": undo, "undo_label": undo_label}
    if not shows(request, conversation):
        return render(request, "inbox/_toast.html", {"text": said, "undo_url": undo, "undo_label": undo_label})
    # Read anew: an action changes rows, not what was read before; and one given to another team may be out of sight now.
    conversation_now = find(request.user, conversation.pk)
    if conversation_now is None:
        return render(request, "inbox/_gone.html", said_with)
    return render(
        request, "inbox/_changed.html", {**thread_context(conversation_now), **said_with, "walk": walk(request) if dealt_with else ""}
    )


def shows(request: AgentRequest, conversation: Conversation) -> bool:
    """Whether the page that asks shows this conversation: a toast outlives it, and its undo must not put one into another's page."""
    open_there = _CONVERSATION.search(request.headers.get("HX-Current-URL", ""))
    return open_there is None or int(open_there[1]) == conversation.pk


def walk(request: AgentRequest) -> str:
    """Where to go from a conversation that is dealt with: "next", "list", or nowhere."""
    return "" if request.user.afterwards == Agent.Afterwards.STAY else request.user.afterwards


def refused(request: AgentRequest, conversation: Conversation, why: str) -> HttpResponse:
    """Nothing was changed, and why."""
    if not is_htmx(request):
        messages.error(request, why)
        return redirect("desk_conversation", conversation.pk)
    return render(request, "inbox/_toast.html", {"text": why, "tone": "danger"}, status=422)


def is_htmx(request: AgentRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def menu(request: AgentRequest, conversation: Conversation, template: str, title: str, **context: Any) -> HttpResponse:
    """A choice to make about a conversation: into its open menu, or as a page where scripts do not run."""
    values = {"conversation": conversation, "menu_template": template, "title": title, **context}
    return fresh(render(request, template if wants_fragment(request) else "inbox/menu_page.html", values))
