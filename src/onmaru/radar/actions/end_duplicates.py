from collections.abc import Iterable

from django.db import transaction

from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.radar.models import Duplicate


@transaction.atomic
def end_duplicates(conversations: Iterable[int]) -> None:
    """Whose two are no longer both open: merged into one another, or over."""
    open_ones = Conversation.objects.shown().filter(deleted_at=None).exclude(status=Conversation.Status.RESOLVED).values("pk")
    pairs = Duplicate.objects.still_open().of(*conversations).exclude(earlier__in=open_ones, later__in=open_ones)
    for pair in pairs.select_related("earlier", "later").order_by("pk"):
        is_one = pair.earlier.merged_into_id == pair.later_id or pair.later.merged_into_id == pair.earlier_id
        ended = Duplicate.Ended.MERGED if is_one else Duplicate.Ended.OVER
        Duplicate.objects.still_open().filter(pk=pair.pk).update(ended_at=clock.now(), ended=ended)
