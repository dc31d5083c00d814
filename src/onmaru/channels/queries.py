from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from onmaru.channels.models import Delivery
from onmaru.inbox.models import Message
from onmaru.kit import clock

# Understanding takes a moment; what waits longer hangs.
HANGS_AFTER = timedelta(minutes=5)


def in_tray() -> QuerySet[Delivery]:
    """What somebody should look at: what could not be understood or filed, and what hangs."""
    hangs = Q(state=Delivery.State.WAITING, received_at__lt=clock.now() - HANGS_AFTER)
    return Delivery.objects.filter(Q(state=Delivery.State.TRAY) | hangs).select_related("channel")


def arrived_at(message: Message) -> datetime:
    """When a message reached us, or the mailbox we fetched it from. What its sender's clock says is not asked: clocks are wrong, or lie."""
    delivery = Delivery.objects.filter(pk=message.delivery_id).values("received_at", "meta").first()
    if delivery is None:
        return message.created_at
    told = (delivery["meta"] or {}).get("arrived")
    return datetime.fromisoformat(told) if told else delivery["received_at"]
