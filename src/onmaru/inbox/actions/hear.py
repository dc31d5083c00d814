from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.actions._attach import Kept, keep
from onmaru.inbox.actions._findable import findable
from onmaru.inbox.events import NoteWritten
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Attachment, Conversation, Note
from onmaru.inbox.thread import final
from onmaru.kit import clock


def kept(files: Iterable[InboundAttachment]) -> list[Kept]:
    """Put files away before the transaction begins: they may be large."""
    return [keep(file, settings.MAX_ATTACHMENT_BYTES) for file in files]


@transaction.atomic
def hear(conversation: Conversation, said_by: str, text: str, files: Iterable[Kept] = ()) -> Note:
    """Note down what somebody without a seat said to us about a conversation. Its customer never sees it."""
    files = list(files)
    conversation = final(conversation)
    heard = Note.objects.create(conversation=conversation, author=None, said_by=said_by[:200], text=text, created_at=clock.now())
    Attachment.objects.bulk_create([file.as_attachment(note=heard) for file in files])
    findable(heard, [file.file.name for file in files])
    record(NoteWritten(conversation_id=conversation.pk, note_id=heard.pk, mentioned_ids=[]))
    return heard
