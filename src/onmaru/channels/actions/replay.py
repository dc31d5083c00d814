from django.db import transaction

from onmaru.channels.models import Delivery
from onmaru.kit.jobs import enqueue


@transaction.atomic
def replay(delivery: Delivery) -> bool:
    """Try to understand a delivery from the tray once more. False when it is not in the tray."""
    from onmaru.channels.jobs import ingest

    again = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.TRAY).update(
        state=Delivery.State.WAITING, attempts=0, reason="", done_at=None
    )
    if again:
        enqueue(ingest, delivery_id=delivery.pk)
    return bool(again)
