"""One line of a list: how it looks, of which there are few sorts, and its texts, which are written into that."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from onmaru.inbox.models import Conversation
from onmaru.inbox.templatetags.inbox import customer_name, due_tone, kind_icon, kind_name, left, waited
from onmaru.web.drawings import draw
from onmaru.web.names import hue, initials
from onmaru.web.stencils import fill
from onmaru.web.times import words

SHOWN_TAGS = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What a line is drawn by. Each combination is drawn once, so nothing may stand here that is different in every conversation."""

    priority: int
    has_attachments: bool
    is_undelivered: bool
    outsider_answered: bool
    is_waiting: bool
    patience: str
    due_for: str
    # As the server draws it; the browser counts on from there.
    due_tone: str
    channel_icon: str
    kind_name: str

    @property
    def get_priority_display(self) -> Any:
        return Conversation.Priority(self.priority).label

    @property
    def get_due_for_display(self) -> Any:
        return Conversation.DueFor(self.due_for).label


@dataclass(frozen=True, slots=True)
class Standing:
    """What `_status.html` reads of a conversation."""

    is_spam: bool
    status: str
    snoozed_until: datetime | None

    @property
    def get_status_display(self) -> Any:
        return Conversation.Status(self.status).label


def line(conversation: Conversation, view_key: str, terms: str, is_current: bool, can_pick: bool) -> SafeString:
    """Of a conversation as `queries.page` reads it."""
    return fill(
        "inbox/_row.html",
        {"view_key": view_key, "terms": terms, **texts_of(conversation)},
        conversation=look_of(conversation),
        is_current=is_current,
        can_pick=can_pick,
    )


def look_of(conversation: Conversation) -> Look:
    return Look(
        priority=conversation.priority,
        has_attachments=conversation.has_attachments,
        is_undelivered=conversation.undelivered_since is not None,
        outsider_answered=conversation.outsider_answered_at is not None,
        is_waiting=conversation.customer_waiting_since is not None,
        patience=getattr(conversation, "patience", "waiting"),
        due_for=conversation.due_for,
        due_tone=due_tone(conversation),
        channel_icon=kind_icon(conversation.channel.kind),
        kind_name=kind_name(conversation.channel),
    )


def texts_of(conversation: Conversation) -> dict[str, str]:
    name, key, assignee = customer_name(conversation), str(conversation.pk), conversation.assignee
    before, behind = _path()
    iso, whole, shown = words(conversation.last_activity_at)
    return {
        "key": key,
        "path": before + key + behind,
        "name": name,
        "hue": str(hue(name)),
        "initials": initials(name),
        "last_iso": iso,
        "last_whole": whole,
        "last_shown": shown,
        "subject": conversation.subject,
        "preview": conversation.preview,
        "channel_name": conversation.channel.name,
        **_clock(conversation),
        "status": _status(conversation),
        "tags": _tags(conversation.tag_names[:SHOWN_TAGS]),  # pyright: ignore[reportAttributeAccessIssue]
        "assignee": draw("web/_avatar.html", name=assignee.name, size="small") if assignee else "",
    }


@cache
def _path() -> tuple[str, str]:
    """What stands before and behind the number of a conversation in its address: working out each address takes as long as a whole line."""
    before, behind = reverse("desk_conversation", args=[0]).split("0")
    return before, behind


def _clock(conversation: Conversation) -> dict[str, str]:
    """What is owed, else since when the customer has been waiting."""
    due, soon, since = conversation.due_at, conversation.due_soon_at, conversation.customer_waiting_since
    if due and soon:
        return {"due_iso": localtime(due).isoformat(), "due_soon_iso": localtime(soon).isoformat(), "due_words": left(due)}
    return {"waiting_iso": localtime(since).isoformat(), "waited": waited(since)} if since else {}


def _status(conversation: Conversation) -> str:
    if conversation.status == Conversation.Status.OPEN and not conversation.is_spam:
        return ""
    standing = Standing(conversation.is_spam, conversation.status, conversation.snoozed_until)
    return draw("inbox/_status.html", conversation=standing, quiet=True)


def _tags(names: list[str]) -> SafeString:
    return mark_safe("".join(draw("web/_tag.html", name=name, remove_url="") for name in names))  # noqa: S308 - each is a drawing
