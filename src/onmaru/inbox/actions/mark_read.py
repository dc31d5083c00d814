from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from onmaru.events.log import announce
from onmaru.inbox.models import Dispatch
from onmaru.kit import clock


@transaction.atomic
def mark_delivered(message_ids: Iterable[int]) -> None:
    """The provider told that these answers have reached the customer's device."""
    Dispatch.objects.filter(pk__in=list(message_ids), delivered_at=None).update(delivered_at=clock.now())


@transaction.atomic
def mark_read(conversation_id: int, message_ids: Iterable[int]) -> None:
    """The provider told that the customer has looked at these answers."""
    now, unread = clock.now(), Dispatch.objects.filter(pk__in=list(message_ids), read_at=None)
    changed = unread.filter(~Q(delivered_at=None)).update(read_at=now) + unread.update(read_at=now, delivered_at=now)
    if changed:
        announce(("conversation", conversation_id))
