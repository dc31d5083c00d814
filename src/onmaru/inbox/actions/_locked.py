"""The rows that a change is about, held until it is committed. Not a verb of its own."""

from django.db.models import QuerySet

from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations
from onmaru.kit.prepared import prepared


def locked(rows: Conversations) -> list[Conversation]:
    """As they are now. Always in the order of their numbers, so that two who want the same never wait for each other."""
    return list(rows.order_by("pk").select_for_update(no_key=True, of=("self",)))


def locked_one(conversation: Conversation) -> list[Conversation]:
    return locked(Conversation.objects.filter(pk=conversation.pk))


def locked_to_write(conversation: Conversation) -> Conversation:
    """With what writing in it takes. Its own row alone: were its channel's held too, every answer would wait for the one before."""
    for row in _to_write(conversation.pk):
        return row
    raise Conversation.DoesNotExist


@prepared
def _to_write(number: int) -> QuerySet[Conversation]:
    return Conversation.objects.select_for_update(no_key=True, of=("self",)).select_related("channel", "customer").filter(pk=number)
