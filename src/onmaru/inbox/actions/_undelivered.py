from django.db.models import Case, DateTimeField, Exists, Value, When
from django.db.models.functions import Coalesce

from onmaru.inbox.models import Conversation, Dispatch
from onmaru.kit import clock

# A person has to see to these: sent again, taken for sent, or answered otherwise.
UNDELIVERED = [Dispatch.State.FAILED, Dispatch.State.BOUNCED, Dispatch.State.UNKNOWN]


def note_undelivered(conversation_id: int) -> None:
    """Write on the conversation since when an answer of ours has not arrived, after a dispatch of it came to rest or was tried again."""
    waits_for_a_look = Exists(Dispatch.objects.filter(message__conversation_id=conversation_id, state__in=UNDELIVERED))
    since = Coalesce("undelivered_since", Value(clock.now(), DateTimeField()))
    Conversation.objects.filter(pk=conversation_id).update(undelivered_since=Case(When(waits_for_a_look, then=since), default=None))
