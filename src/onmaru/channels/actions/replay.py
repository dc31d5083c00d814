from django.db import transaction

from onmaru.channels.events import DeliveryReplayed
from onmaru.channels.models import Delivery
from onmaru.events import actor
from onmaru.events.actor import SYSTEM
from onmaru.events.log import record
from onmaru.kit.jobs import enqueue
from onmaru.people.models import Agent


@transaction.atomic
def replay(delivery: Delivery, by: Agent | None = None) -> bool:
    """Try to understand a delivery from the tray once more. False when it is not in the tray."""
    from onmaru.channels.jobs import ingest

    again = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.TRAY).update(
        state=Delivery.State.WAITING, attempts=0, reason="", done_at=None
    )
    if again:
        record(DeliveryReplayed(delivery_id=delivery.pk), by=actor.agent(by.pk) if by else SYSTEM)
        enqueue(ingest, delivery_id=delivery.pk)
    return bool(again)
