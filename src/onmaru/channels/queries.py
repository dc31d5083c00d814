from datetime import timedelta

from django.db.models import Q, QuerySet

from onmaru.channels.models import Delivery
from onmaru.kit import clock

# Understanding takes a moment; what waits longer hangs.
HANGS_AFTER = timedelta(minutes=5)


def in_tray() -> QuerySet[Delivery]:
    """What somebody should look at: what could not be understood or filed, and what hangs."""
    hangs = Q(state=Delivery.State.WAITING, received_at__lt=clock.now() - HANGS_AFTER)
    return Delivery.objects.filter(Q(state=Delivery.State.TRAY) | hangs).select_related("channel")
