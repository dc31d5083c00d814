"""What was just written is found at once. Not a verb of its own: receive, reply and note share it."""

from collections.abc import Iterable

from onmaru.inbox.models import Conversation, Message, Note, SideMessage
from onmaru.inbox.searchables import (
    CONVERSATION,
    MESSAGE,
    NOTE,
    SIDE,
    conversation_document,
    message_document,
    note_document,
    side_document,
)
from onmaru.search.actions.file import file_all


def findable(thing: Message | Note | SideMessage, files: Iterable[str] = (), opened: Conversation | None = None) -> None:
    """File what was written for the search, and the conversation that it opened. Part of the transaction, a millisecond."""
    if isinstance(thing, SideMessage):
        found = [(SIDE, side_document(thing, files))]
    elif isinstance(thing, Note):
        found = [(NOTE, note_document(thing, files))]
    else:
        found = [(MESSAGE, message_document(thing, files))]
    if opened:
        found.append((CONVERSATION, conversation_document(opened, ())))
    file_all(found)
