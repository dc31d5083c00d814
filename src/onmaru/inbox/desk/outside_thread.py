"""A side thread as agents see it, and what they do with it."""

from functools import cached_property
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onmaru.inbox.actions.side_again import accept_side_as_sent, cancel_side, try_side_again
from onmaru.inbox.actions.side_close import close_side, read_side, reopen_side
from onmaru.inbox.actions.side_write import write_side
from onmaru.inbox.desk.answer import is_htmx, menu, refused
from onmaru.inbox.desk.door import ThingView, find
from onmaru.inbox.desk.outside_form import REFUSALS, enclosed, worded
from onmaru.inbox.desk.thread import thread_context
from onmaru.inbox.models import SideMessage, SideThread
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent
from onmaru.people.roles import Permission


def shown(request: AgentRequest, thread: SideThread, said: str, error: str = "", status: int = 200) -> HttpResponse:
    """The side thread in its dialog, and with it the conversation behind; a page anew where scripts do not run."""
    if not is_htmx(request):
        if said or error:
            messages.add_message(request, messages.ERROR if error else messages.SUCCESS, error or said)
        return redirect("desk_side_thread", thread.pk)
    conversation = find(request.user, thread.conversation_id)
    if conversation is None:
        return render(request, "inbox/_gone.html", {"said": said})
    context = {**thread_context(conversation), **context_of(thread, request.user), "said": said, "error": error}
    if error:
        context["text"] = request.POST.get("text", "")
    return render(request, "inbox/_outside_changed.html", context, status=status)


def context_of(thread: SideThread, agent: Agent) -> dict[str, object]:
    thread = SideThread.objects.select_related("channel", "started_by", "closed_by").get(pk=thread.pk)
    told = thread.messages.select_related("dispatch", "agent").prefetch_related("attachments")
    text = thread.drafts.filter(agent=agent).values_list("text", flat=True).first() or ""
    return {"side_thread": thread, "told": list(told), "key": uuid4().hex, "text": text}


class SideThreadView(ThingView):
    to_write = Permission.ANSWER

    @cached_property
    def thread(self) -> SideThread:
        found = SideThread.objects.visible_to(self.request.user).select_related("conversation").filter(pk=self.kwargs["number"]).first()
        if found is None:
            raise Http404
        return found


class OutsideThread(SideThreadView):
    """One side thread: reading it, and writing once more."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        template = "inbox/_outside_messages.html" if "messages" in request.GET else "inbox/_outside_thread.html"
        return menu(request, self.thread.conversation, template, self.thread.subject, **context_of(self.thread, request.user))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        text = request.POST.get("text", "").replace("\r\n", "\n")
        try:
            write_side(self.thread, request.user, text, enclosed(request))
        except REFUSALS as why:
            return shown(request, self.thread, "", error=worded(why), status=422)
        return shown(request, self.thread, _("On its way. The customer does not see it."))


class OutsideClosure(SideThreadView):
    """That a side thread is over: with an outcome (POST), not yet (DELETE)."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        outcome = " ".join(request.POST.get("outcome", "").split())
        if not outcome:
            return shown(request, self.thread, "", error=_("Say in a few words what came of it."), status=422)
        close_side(self.thread, request.user, outcome)
        return shown(request, self.thread, _("Closed."))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        reopen_side(self.thread, request.user)
        return shown(request, self.thread, _("Open again."))


class OutsideReading(SideThreadView):
    """That somebody has read what an outsider answered."""

    to_write = Permission.ORGANISE

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        read_side(self.thread, request.user)
        return shown(request, self.thread, _("Marked as read."))


class SideMessageView(ThingView):
    to_write = Permission.ANSWER

    @cached_property
    def message(self) -> SideMessage:
        visible = SideThread.objects.visible_to(self.request.user)
        found = SideMessage.objects.select_related("thread__channel", "thread__conversation").filter(thread__in=visible)
        message = found.filter(pk=self.kwargs["number"]).first()
        if message is None:
            raise Http404
        return message

    def told(self, done: bool, said: str, why_not: str) -> HttpResponse:
        thread = self.message.thread
        return shown(self.request, thread, said) if done else refused(self.request, thread.conversation, why_not)


class SideCancellation(SideMessageView):
    """Taking back what has not left."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        return self.told(cancel_side(self.message, request.user), _("Taken back."), _("It was too late: the message has left."))


class SideSending(SideMessageView):
    """Sending once more what failed."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        again = try_side_again(self.message, request.user)
        return self.told(again, _("Sending once more."), _("This message is on its way already."))


class SideReceipt(SideMessageView):
    """An agent knows that an uncertain message did arrive."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        known = accept_side_as_sent(self.message, request.user)
        return self.told(known, _("Marked as sent."), _("It is known already what became of this message."))
