from django.db import transaction

from onmaru.channels.models import Delivery
from onmaru.channels.queries import in_tray
from onmaru.kit import clock
from onmaru.radar.models import Miss

AT_ONCE = 500


@transaction.atomic
def look_at_tray() -> None:
    """What arrived and became no message is missed until somebody has seen to it."""
    now = clock.now()
    known = Miss.objects.filter(delivery__isnull=False).values("delivery")
    fresh = in_tray().exclude(pk__in=known).order_by("received_at").values_list("pk", "received_at")[:AT_ONCE]
    Miss.objects.bulk_create(
        [Miss(delivery_id=number, cause=Miss.Cause.UNREAD, since=received_at, found_at=now) for number, received_at in fresh],
        ignore_conflicts=True,
    )
    done = Miss.objects.still_open().filter(delivery__state__in=[Delivery.State.FILED, Delivery.State.IGNORED])
    done.update(ended_at=now, ended=Miss.Ended.SEEN_TO)
