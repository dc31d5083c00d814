"""The rows that a change is about, held until it is committed. Not a verb of its own."""

from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations


def locked(rows: Conversations) -> list[Conversation]:
    """As they are now. Always in the order of their numbers, so that two who want the same never wait for each other."""
    return list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)))


def locked_one(conversation: Conversation) -> list[Conversation]:
    return locked(Conversation.objects.filter(pk=conversation.pk))


def locked_to_write(conversation: Conversation) -> Conversation:
    """With what writing in it takes. Its own row alone: were its channel's held too, every answer would wait for the one before."""
    rows = Conversation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("channel", "customer").get(pk=conversation.pk)
