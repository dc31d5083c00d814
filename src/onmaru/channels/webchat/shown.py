"""Conversations, messages and events as a widget reads them. Reads only."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from onmaru.channels.webchat.file_links import link
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.queue import standing
from onmaru.channels.wording import words
from onmaru.inbox.models import Attachment, Conversation, Message
from onmaru.kit.rows import one

CREATED = Line.Sort.CREATED


def events(chat: Chat, after: int, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """The lines after a place, and whether there are more."""
    found = list(_lines(chat).filter(seq__gt=after).order_by("seq")[: limit + 1])
    return _events(chat, found[:limit]), len(found) > limit


def events_before(chat: Chat, before: int | None, limit: int) -> tuple[list[dict[str, Any]], bool]:
    """The last lines before a place, or the last of all, oldest first; and whether there are earlier ones."""
    lines = _lines(chat) if before is None else _lines(chat).filter(seq__lt=before)
    found = list(lines.order_by("-seq")[: limit + 1])
    return _events(chat, found[:limit][::-1]), len(found) > limit


def _lines(chat: Chat) -> QuerySet[Line]:
    return chat.lines.select_related("message__channel", "message__agent")


def _events(chat: Chat, rows: list[Line]) -> list[dict[str, Any]]:
    shown = _messages(chat, rows)
    return [_event(row, shown) for row in rows]


def _event(row: Line, shown: dict[int, dict[str, Any]]) -> dict[str, Any]:
    event: dict[str, Any] = {"seq": row.seq, "type": row.sort, "at": row.at.isoformat()}
    if row.message_id in shown:
        event["message"] = shown[row.message_id]
    if row.data and row.sort != CREATED:
        event["data"] = row.data
    return event


def _messages(chat: Chat, rows: Iterable[Line]) -> dict[int, dict[str, Any]]:
    """By number: every message that these lines speak of, as it is now, under the name and place it got when it was shown first."""
    wanted = {row.message_id: row.message for row in rows if row.message is not None}
    first = {row.message_id: row for row in rows if row.sort == CREATED}
    missing = set(wanted) - set(first)
    if missing:
        first |= {row.message_id: row for row in Line.objects.filter(chat=chat, sort=CREATED, message__in=missing)}
    files: dict[int | None, list[Attachment]] = {}
    for file in Attachment.objects.filter(message__in=wanted).exclude(blob=""):
        files.setdefault(file.message_id, []).append(file)
    return {
        number: message_shown(chat, first[number], message, files.get(number, []))
        for number, message in wanted.items()
        if number in first and message is not None
    }  # pyright: ignore[reportReturnType]


def message_shown(chat: Chat, line: Line, message: Message, files: list[Attachment]) -> dict[str, Any]:
    gone = message.deleted_at is not None
    shown: dict[str, Any] = {
        "id": line.key,
        "seq": line.seq,
        "direction": "inbound" if message.is_in else "outbound",
        "author": {"type": _author(message), "name": "" if message.is_in else message.sender_name},
        "type": "text",
        "text": "" if gone else message.text if message.is_in else words(message, files, message.channel)[0],
        "created_at": message.created_at.isoformat(),
        "status": _status(chat, line, message),
    }
    if line.client_id:
        shown["client_id"] = line.client_id
    if line.data.get("reply_to"):
        shown["reply_to"] = line.data["reply_to"]
    if message.edited_at:
        shown["edited_at"] = message.edited_at.isoformat()
    if gone:
        shown["deleted_at"] = message.deleted_at.isoformat()  # pyright: ignore[reportOptionalMemberAccess]
        return shown
    if files:
        shown["attachments"] = [_file(line, number, file) for number, file in enumerate(files)]
        shown["type"] = "image" if all(file["image"] for file in shown["attachments"]) else "file"
    if message.rich:
        shown |= {"type": message.rich["type"], "rich": message.rich}
    return shown


def _author(message: Message) -> str:
    return "visitor" if message.is_in else "bot" if message.automatic else "agent"


def _status(chat: Chat, line: Line, message: Message) -> str:
    """What has become of it on the other side."""
    read, arrived = (chat.agent_read_seq, line.seq) if message.is_in else (chat.read_seq, chat.delivered_seq)
    return "read" if line.seq <= read else "delivered" if line.seq <= arrived else "sent"


def _file(line: Line, number: int, file: Attachment) -> dict[str, Any]:
    return {
        "url": link(line.key, number),
        "name": file.name,
        "mime": file.content_type,
        "size": file.size,
        "image": file.content_type in {"image/png", "image/jpeg", "image/gif", "image/webp"},
    }


def conversation_shown(chat: Chat) -> dict[str, Any]:
    """`status`: new (nothing written yet), open, resolved, ended (by the visitor) or left (to be answered elsewhere)."""
    return {
        "id": chat.key,
        "client_id": chat.client_id,
        "status": _standing(chat, _goes_on_in(chat)),
        "unread": unread(chat),
        "last_seq": chat.last_seq,
        "read_seq": chat.read_seq,
        "created_at": chat.created_at.isoformat(),
    }


def facts_shown(chat: Chat) -> dict[str, Any]:
    """The same with what changes while one waits: who sees to it, and the place in the queue."""
    shown = conversation_shown(chat)
    conversation = _goes_on_in(chat)
    agent = conversation.assignee if conversation else None
    place = standing(conversation) if conversation else None
    shown["agent"] = {"name": agent.name} if agent else None
    shown["queue"] = {"position": place.position, "eta_s": _seconds(place.wait)} if place else None
    shown["reach"] = chat.left_how or None
    return shown


def _seconds(wait: timedelta | None) -> int | None:
    return int(wait.total_seconds()) if wait else None


def _goes_on_in(chat: Chat) -> Conversation | None:
    conversation = chat.conversation
    return conversation.merged_into or conversation if conversation else None


def _standing(chat: Chat, conversation: Conversation | None) -> str:
    if chat.left_at:
        return "left"
    if chat.ended_at:
        return "ended"
    if conversation is None:
        return "new"
    return "resolved" if conversation.status == Conversation.Status.RESOLVED else "open"


def unread(chat: Chat) -> int:
    """Messages of ours that the visitor has not looked at."""
    ours = Line.objects.filter(chat=chat, sort=CREATED, seq__gt=chat.read_seq, message__direction=Message.Direction.OUT)
    return ours.count() if chat.read_seq < chat.last_seq else 0


def latest(visitor_id: int) -> Chat | None:
    rows = Chat.objects.filter(visitor=visitor_id).select_related("conversation__merged_into").order_by("-id")
    return one(rows)
