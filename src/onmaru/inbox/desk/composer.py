from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Attachment, Conversation, Draft, Message
from onmaru.inbox.recipients import Nobody, recipients_of
from onmaru.inbox.sending import Doubt
from onmaru.inbox.timeline import Stretch
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent
from onmaru.people.roles import Permission


class Composer(ConversationView):
    """The composer as the server keeps it: the agent's drafts and to whom they would go."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        context = composer_context(request.user, self.conversation)
        return render(request, "inbox/_composer.html", {"conversation": self.conversation, **context})


def composer_context(
    agent: Agent,
    conversation: Conversation,
    purpose: str = "",
    text: str | None = None,
    error: str = "",
    unseen: list[Message] | None = None,
    doubts: list[Doubt] | None = None,
    passed: list[str] | None = None,
    again: tuple[str, str] = ("", ""),
    key: str = "",
    shown: Stretch | None = None,
) -> dict[str, Any]:
    """What the composer shows beside the stretch of the thread that is `shown`.

    `text` is what the agent posted in vain with that `purpose`, because of the `error` said, of what was `unseen` or of `doubts`; who then
    sends once more, by the same button as `again`, has `passed` them.
    """
    mine = Draft.objects.filter(conversation=conversation, agent=agent).prefetch_related("attachments")
    drafts = {draft.purpose: draft for draft in mine}
    answers = agent.may(Permission.ANSWER)
    latest = max(drafts.values(), key=lambda draft: draft.updated_at, default=None)
    chosen = purpose or (latest.purpose if latest else Draft.Purpose.REPLY)
    to, copies = _parties(conversation, shown.last_of_customer if shown else None) if answers else ([], [])
    return {
        "may_answer": answers,
        "composing": chosen if answers else Draft.Purpose.NOTE,
        "reply_text": _text(drafts, Draft.Purpose.REPLY, purpose, text),
        "note_text": _text(drafts, Draft.Purpose.NOTE, purpose, text),
        "reply_files": _files(drafts, Draft.Purpose.REPLY),
        "note_files": _files(drafts, Draft.Purpose.NOTE),
        "to": to,
        "cc": copies,
        "seen": shown.last_message_id if shown else last_seen(conversation),
        # What a double click or a re-posted form sends again is known by it.
        "key": key or uuid4().hex,
        "composer_error": error,
        "customer_writes": _foreign(conversation.language, agent),
        "unseen": unseen or [],
        "doubts": doubts or [],
        "passed": [*(passed or []), *(doubt.key for doubt in doubts or [])],
        "again": again,
        "max_bytes": min(settings.MAX_ATTACHMENT_BYTES, conversation.channel.can.max_attachment),
        "max_total": conversation.channel.can.max_total,
    }


LANGUAGES = {
    "ko": gettext_lazy("The customer writes Korean"),
    "en": gettext_lazy("The customer writes English"),
    "ja": gettext_lazy("The customer writes Japanese"),
    "zh": gettext_lazy("The customer writes Chinese"),
}


def _foreign(language: str, agent: Agent) -> str | Promise:
    """The customer's language where it is not the agent's."""
    return LANGUAGES.get(language, "") if language != agent.language else ""


def last_seen(conversation: Conversation) -> int:
    return conversation.messages.order_by("-id").values_list("pk", flat=True).first() or 0


def _parties(conversation: Conversation, last: Message | None) -> tuple[list[Party], list[Party]]:
    try:
        return recipients_of(conversation, last=last)
    except Nobody:
        return [], []


def _text(drafts: dict[str, Draft], asked: str, purpose: str, text: str | None) -> str:
    if text is not None and asked == purpose:
        return text
    return drafts[asked].text if asked in drafts else ""


def _files(drafts: dict[str, Draft], purpose: str) -> list[Attachment]:
    return list(drafts[purpose].attachments.all()) if purpose in drafts else []  # pyright: ignore[reportAttributeAccessIssue]
