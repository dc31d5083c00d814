"""Everything there is of one conversation, as a record to be sealed. Reads only; the same rows give the same record."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from html import unescape
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.html import strip_tags

from onmaru.cases.models import CaseExport
from onmaru.channels.models import Delivery
from onmaru.customers.queries import identities_of
from onmaru.events.models import Event
from onmaru.inbox.desk import lines
from onmaru.inbox.models import Attachment, Conversation, Message, SideMessage, Way
from onmaru.inbox.testimony import Deed, deeds
from onmaru.inbox.timeline import happenings
from onmaru.kit import storage
from onmaru.people.models import Shop

FORMAT = "onmaru case 1"
# What colleagues said among themselves and with outsiders, how they call what they see, and what is only about their own work: only in an
# export with notes.
INTERNAL = (
    "note.", "side_", "task.", "stage.", "workflow.", "case.", "macro.", "rule.", "duty.", "escalation.", "miss.", "duplicate.",
    "agents.called", "conversation.escalated", "conversation.field_filled", "conversation.tagged", "conversation.untagged",
)  # fmt: skip
INTERNAL_WORDS = frozenset({"because", "outcome", "tag"})
# Deliveries whose bytes are read at a time.
BATCH = 20

Record = dict[str, Any]


def gather(wanted: CaseExport) -> Record:
    """The record. What was said after it was asked for is not in it."""
    conversation, until = wanted.conversation, wanted.asked_at
    shop = Shop.objects.get()
    messages = list(
        Message.objects.filter(conversation=conversation, created_at__lte=until)
        # What was taken back by its author within seconds never was a message.
        .exclude(dispatch__state=Way.State.CANCELLED, dispatch__reason="undone")
        .select_related("agent", "channel", "dispatch__via")
        .prefetch_related("attachments")
        .order_by("created_at", "id")
    )
    arrived = _arrived(messages)
    with translation.override(shop.language), timezone.override(ZoneInfo(shop.time_zone)):
        record = {
            "format": FORMAT,
            "made_with": f"Onmaru {version('onmaru')}",
            "language": shop.language,
            "shop": {"name": shop.name, "time_zone": shop.time_zone},
            "asked": {
                "at": _at(until),
                "by": wanted.asked_by.name if wanted.asked_by else "",
                "address": wanted.asked_by.email if wanted.asked_by else "",
                "because": wanted.because,
                "with_notes": wanted.with_notes,
            },
            "conversation": _conversation(conversation),
            "customer": _customer(conversation),
            "messages": [_message(message, arrived.get(message.delivery_id or 0)) for message in messages],
            "deeds": [_deed(deed) for deed in deeds(conversation, until, wanted.with_notes)],
            "events": list(_events(conversation, until, wanted.with_notes)),
        }
    if wanted.with_notes:
        notes = conversation.notes.filter(created_at__lte=until).select_related("author").prefetch_related("attachments")
        record["notes"] = [
            {
                "number": note.pk,
                "at": _at(note.created_at),
                "by": note.author.name if note.author else note.said_by,
                "text": note.text,
                "files": _files(note.attachments.all()),
            }
            for note in notes
        ]
        told = SideMessage.objects.filter(thread__conversation=conversation, created_at__lte=until)
        outside = told.select_related("agent", "thread", "dispatch").prefetch_related("attachments").order_by("created_at", "id")
        record["outside"] = [_outside(message) for message in outside]
    return record


def _conversation(conversation: Conversation) -> Record:
    return {
        "number": conversation.pk,
        "subject": conversation.subject,
        "status": str(Conversation.Status(conversation.status).label),
        "channel": conversation.channel.name,
        "channel_handle": conversation.channel.handle,
        "created_at": _at(conversation.created_at),
        "team": conversation.team.name if conversation.team else "",
        "assignee": conversation.assignee.name if conversation.assignee else "",
        "episodes": [
            {
                "ordinal": one.ordinal,
                "started_at": _at(one.started_at),
                "first_response_at": _at(one.first_response_at),
                "resolved_at": _at(one.resolved_at),
            }
            for one in conversation.episodes.all()
        ],
    }


def _customer(conversation: Conversation) -> Record:
    person = conversation.customer.merged
    return {"number": person.pk, "name": person.name, "handles": [identity.handle for identity in identities_of(person)]}


def _message(message: Message, delivery: Record | None) -> Record:
    dispatch = getattr(message, "dispatch", None)
    return {
        "number": message.pk,
        "direction": message.direction,
        "at": _at(message.created_at),
        "sent_at": _at(message.sent_at),
        "channel": message.channel.name,
        "from": message.sender_name,
        "from_handle": message.sender_handle,
        "agent": message.agent.name if message.agent else "",
        "recipients": message.recipients,
        "subject": message.subject,
        "external_id": message.external_id,
        "automatic": message.automatic,
        "machine": message.machine,
        "text": message.text,
        "quoted": message.quoted,
        "signature": message.signature,
        "html_sha256": hashlib.sha256(message.html.encode("utf-8", "surrogatepass")).hexdigest() if message.html else "",
        "delivery": delivery,
        "dispatch": {
            "state": dispatch.state,
            "via": dispatch.via.name if dispatch.via else "",
            "via_handle": dispatch.via_handle,
            "sent_at": _at(dispatch.sent_at),
            "provider_id": dispatch.provider_id,
            "reason": dispatch.reason,
        }
        if dispatch
        else None,
        "files": _files(message.attachments.all()),
    }


def _outside(message: SideMessage) -> Record:
    dispatch = getattr(message, "dispatch", None)
    return {
        "number": message.pk,
        "thread": message.thread_id,
        "with": message.thread.handles,
        "direction": message.direction,
        "at": _at(message.created_at),
        "from": message.sender_name or (message.agent.name if message.agent else ""),
        "from_handle": message.sender_handle,
        "subject": message.subject,
        "external_id": message.external_id,
        "forwarded": message.forwarded,
        "text": message.text,
        "quoted": message.quoted,
        "state": dispatch.state if dispatch else "",
        "outcome": message.thread.outcome,
        "files": _files(message.attachments.all()),
    }


def _deed(deed: Deed) -> Record:
    said = {"kind": deed.kind, "number": deed.number, "by": deed.who, "words": deed.words, "facts": deed.facts, "internal": deed.internal}
    return {"at": _at(deed.at), **said}


def _files(files: Iterable[Attachment]) -> list[Record]:
    return [
        {"name": file.name, "type": file.content_type, "size": file.size, "sha256": file.sha256, "not_kept": file.skipped}
        for file in sorted(files, key=lambda file: file.pk)
    ]


def _arrived(messages: Iterable[Message]) -> dict[int, Record]:
    """The raw payloads that messages were made from, by their digest; a few at a time, because they may be large."""
    numbers = [message.delivery_id for message in messages if message.delivery_id]
    found: dict[int, Record] = {}
    for first in range(0, len(numbers), BATCH):
        for delivery in Delivery.objects.filter(pk__in=numbers[first : first + BATCH]):
            found[delivery.pk] = {
                "number": delivery.pk,
                "received_at": _at(delivery.received_at),
                "size": delivery.size,
                "source": delivery.source,
                "sha256": _digest(delivery),
            }
    return found


def _digest(delivery: Delivery) -> str:
    digest = hashlib.sha256()
    try:
        for chunk in (bytes(delivery.raw),) if delivery.raw is not None else storage.chunks(delivery.blob):
            digest.update(chunk)
    except storage.Missing:
        return ""
    return digest.hexdigest()


def _events(conversation: Conversation, until: datetime, with_notes: bool) -> Iterable[Record]:
    """The log in the order in which things happened. Without notes, what only colleagues may read is left out of it."""
    rows = happenings(conversation.pk).filter(at__lte=until).order_by("at", "id")
    if not with_notes:
        for name in INTERNAL:
            rows = rows.exclude(Q(name__startswith=name))
    known = set(lines.names())
    for event in rows.iterator(500):
        if not with_notes:
            event.data = {key: value for key, value in event.data.items() if key not in INTERNAL_WORDS}
        yield {
            "number": event.pk,
            "at": _at(event.at),
            "name": event.name,
            "actor": event.actor_kind,
            "actor_number": event.actor_id,
            "actor_name": getattr(event, "actor_name", None) or "",
            "words": _words(event) if event.name in known else "",
            "data": event.data,
        }


def _words(event: Event) -> str:
    try:
        return unescape(strip_tags(lines.worded(event).text))
    except KeyError:
        # A sentence that needs a word which stays inside.
        return ""


def _at(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else ""
