from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from onmaru.inbox.actions.draft import save_draft
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.files import TooMuch, take_file
from onmaru.inbox.models import Draft, Message, Note
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class DraftThing(ConversationView):
    """What the agent is writing: kept at every pause."""

    to_write = Permission.COMMENT

    def post(self, request: AgentRequest, number: int, purpose: str) -> HttpResponse:
        check_purpose(request, purpose)
        key = request.POST.get("key", "")[:64]
        # A save that was under way when the text was sent must not bring it back as a draft.
        if key and _is_out(request, purpose, key):
            return HttpResponse(status=204)
        save_draft(self.conversation, request.user, purpose, request.POST.get("text", "").replace("\r\n", "\n"))
        return HttpResponse(status=204)


class DraftFiles(ConversationView):
    """The files of a draft: one more (field "file"), answered by its chip."""

    to_write = Permission.COMMENT

    def post(self, request: AgentRequest, number: int, purpose: str) -> HttpResponse:
        check_purpose(request, purpose)
        conversation, file = self.conversation, request.FILES.get("file")
        if file is None:
            return HttpResponse(status=400)
        try:
            kept = take_file(conversation, request.user, purpose, file)
        except TooMuch:
            return HttpResponse(status=413)
        return render(request, "inbox/_draft_file.html", {"file": kept, "remove_url": reverse("desk_attachment", args=[kept.pk])})


def _is_out(request: AgentRequest, purpose: str, key: str) -> bool:
    if purpose == Draft.Purpose.NOTE:
        return Note.objects.filter(author=request.user, key=key).exists()
    return Message.objects.filter(agent=request.user, dedupe_key=key).exists()


def check_purpose(request: AgentRequest, purpose: str) -> None:
    """Who may not answer customers has no draft of an answer either."""
    if purpose not in Draft.Purpose.values or (purpose == Draft.Purpose.REPLY and not request.user.may(Permission.ANSWER)):
        raise Http404
