"""What is being written to an outsider: kept at every pause, as the drafts of replies and notes are."""

from django.http import HttpResponse

from onmaru.inbox.actions.side_draft import save_side_draft
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.outside_form import chosen_channel
from onmaru.inbox.desk.outside_thread import SideThreadView
from onmaru.inbox.models import Conversation, SideMessage, SideThread
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class OutsideDraft(ConversationView):
    """Of a side thread that is yet to be."""

    to_write = Permission.ANSWER

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        return _kept(request, self.conversation, None)


class OutsideThreadDraft(SideThreadView):
    """Of one more message in a side thread."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        return _kept(request, self.thread.conversation, self.thread)


def _kept(request: AgentRequest, conversation: Conversation, thread: SideThread | None) -> HttpResponse:
    posted = request.POST
    key = posted.get("key", "")[:64]
    # A save that was under way when the words were sent must not bring them back as a draft.
    if not (key and SideMessage.objects.filter(thread__conversation=conversation, agent=request.user, dedupe_key=key).exists()):
        text = posted.get("text", "").replace("\r\n", "\n")
        named = {"subject": posted.get("subject", "")[:250], "channel": chosen_channel(request)}
        save_side_draft(conversation, thread, request.user, text, posted.get("to", ""), **named)
    return HttpResponse(status=204)
