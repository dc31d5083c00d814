from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import NoteWritten
from onmaru.inbox.models import Attachment, Conversation, Draft, Note
from onmaru.kit import clock
from onmaru.people.models import Agent


class EmptyNote(ValueError):
    """Neither text nor a file."""


@transaction.atomic
def note(conversation: Conversation, by: Agent, text: str, key: str = "") -> Note:
    """Write something about a conversation that the customer never sees, with the files of the note's draft; once for a `key`."""
    # The lock makes the second of two equal posts wait and find the first.
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if key and (known := Note.objects.filter(author=by, key=key).first()):
        return known
    files = Attachment.objects.filter(draft__conversation=conversation, draft__agent=by, draft__purpose=Draft.Purpose.NOTE)
    if not text.strip() and not files:
        raise EmptyNote
    written = Note.objects.create(conversation=conversation, author=by, text=text, key=key, created_at=clock.now())
    files.update(note=written, draft=None)
    Draft.objects.filter(conversation=conversation, agent=by, purpose=Draft.Purpose.NOTE).delete()
    record(NoteWritten(conversation_id=conversation.pk, note_id=written.pk), by=actor.agent(by.pk))
    return written
