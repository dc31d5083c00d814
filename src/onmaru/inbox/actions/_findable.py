"""What was just written is found at once. Not a verb of its own: receive, reply and note share it."""

from collections.abc import Iterable

from onmaru.inbox.models import Conversation, Message, Note
from onmaru.inbox.searchables import CONVERSATION, MESSAGE, NOTE, conversation_document, message_document, note_document
from onmaru.search.actions.file import file_all


def findable(thing: Message | Note, files: Iterable[str] = (), opened: Conversation | None = None) -> None:
    """File a message or a note for the search, and the conversation that it opened. Part of the transaction, a millisecond."""
    if isinstance(thing, Note):
        found = [(NOTE, note_document(thing, files))]
    else:
        found = [(MESSAGE, message_document(thing, files))]
    if opened:
        found.append((CONVERSATION, conversation_document(opened, ())))
    file_all(found)
