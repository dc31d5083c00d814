"""What of the inbox can be searched: conversations by number, subject and tags; all that is written by words and names of files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Attachment, Conversation, Dispatch, Message, Note, SideMessage, Tagging
from onmaru.kit.prepared import prepared
from onmaru.language.keys import READ
from onmaru.search.registry import Document, Searchable, searchable

CONVERSATION, MESSAGE, NOTE, SIDE = "conversation", "message", "note", "side"


def conversation_document(conversation: Conversation, tags: Iterable[str]) -> Document:
    """Needs its customer with the row that speaks for them."""
    person = conversation.customer.merged
    return Document(
        id=conversation.pk,
        title=conversation.subject,
        text=" ".join(tags),
        at=conversation.created_at,
        conversation_id=conversation.pk,
        hidden=person.name,
        also=(f"n{conversation.pk}",),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is read of a message to find it: a whole row of each of two hundred hits would cost more than ranking them."""

    pk: int
    conversation_id: int
    subject: str
    text: str
    created_at: datetime
    sender_name: str
    sender_handle: str
    recipients: dict[str, Any]
    signature: str


def message_document(message: Message | Told, files: Iterable[str]) -> Document:
    others = [party for parties in message.recipients.values() if isinstance(parties, list) for party in parties[:5]]
    who = [message.sender_name, message.sender_handle, *(word for party in others for word in party)]
    return Document(
        id=message.pk,
        title=message.subject,
        text="\n".join((message.text[:READ], *files)),
        at=message.created_at,
        conversation_id=message.conversation_id,
        hidden="\n".join((*map(str, who), message.signature[:1000])),
    )


def note_document(note: Note, files: Iterable[str]) -> Document:
    return Document(
        id=note.pk, title="", text="\n".join((note.text[:READ], *files)), at=note.created_at, conversation_id=note.conversation_id
    )


def side_document(message: SideMessage, files: Iterable[str]) -> Document:
    """Needs its thread with the row."""
    who = [message.sender_name, message.sender_handle, *message.thread.handles]
    return Document(
        id=message.pk,
        title=message.subject,
        text="\n".join((message.text[:READ], *files)),
        at=message.created_at,
        conversation_id=message.thread.conversation_id,
        hidden="\n".join((*who, message.signature[:1000])),
    )


def _conversations(ids: Iterable[int]) -> Sequence[Document]:
    wanted = list(ids)
    return [conversation_document(row, row.tags) for row in _rows_of_conversations(wanted)] if wanted else []  # pyright: ignore[reportAttributeAccessIssue]


@prepared
def _rows_of_conversations(ids: list[int]) -> QuerySet[Conversation]:
    tags = ArraySubquery(Tagging.objects.filter(conversation=OuterRef("pk")).order_by("tag__name").values("tag__name"))
    return Conversation.objects.filter(pk__in=ids, merged_into=None).select_related("customer__person").annotate(tags=tags)


def _messages(ids: Iterable[int]) -> Sequence[Document]:
    wanted = list(ids)
    return [message_document(Told(*told), files) for *told, files in _told(wanted)] if wanted else []


@prepared
def _told(ids: list[int]) -> QuerySet[Message, tuple[Any, ...]]:
    # What the product says by itself is always the same; what its author took back within seconds was never said.
    undone = Q(dispatch__state=Dispatch.State.CANCELLED, dispatch__reason="undone")
    rows = Message.objects.filter(pk__in=ids, automatic=False).exclude(undone).annotate(files=_files("message"), words=Left("text", READ))
    return rows.values_list(
        "pk", "conversation_id", "subject", "words", "created_at", "sender_name", "sender_handle", "recipients", "signature", "files"
    )


def _notes(ids: Iterable[int]) -> Sequence[Document]:
    rows = Note.objects.filter(pk__in=ids).annotate(files=_files("note"))
    return [note_document(row, row.files) for row in rows]  # pyright: ignore[reportAttributeAccessIssue]


def _sides(ids: Iterable[int]) -> Sequence[Document]:
    gone = Q(dispatch__state=Dispatch.State.CANCELLED)
    rows = SideMessage.objects.filter(pk__in=ids).exclude(gone).select_related("thread").annotate(files=_files("side_message"))
    return [side_document(row, row.files) for row in rows]  # pyright: ignore[reportAttributeAccessIssue]


def _files(of: str) -> ArraySubquery:
    """The names of files, without the pictures that a mail is decorated with."""
    return ArraySubquery(Attachment.objects.filter(**{of: OuterRef("pk")}, inline=False).values("name"))


def _after(model: type[Conversation] | type[Message] | type[Note] | type[SideMessage]) -> Callable[[int, int], Sequence[int]]:
    def after(reached: int, limit: int) -> Sequence[int]:
        return list(model.objects.filter(pk__gt=reached).order_by("pk").values_list("pk", flat=True)[:limit])

    return after


searchable(Searchable(CONVERSATION, _("Conversations"), _conversations, _after(Conversation)))
searchable(Searchable(MESSAGE, _("Messages"), _messages, _after(Message)))
searchable(Searchable(NOTE, _("Notes"), _notes, _after(Note)))
searchable(Searchable(SIDE, _("Words with outsiders"), _sides, _after(SideMessage)))
