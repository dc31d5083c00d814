from django.db import transaction

from onmaru.channels.events import DeliveryIgnored
from onmaru.channels.models import Delivery
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def ignore(delivery: Delivery, by: Agent) -> bool:
    """Take a delivery out of the tray; it is kept, but nobody needs to look at it. False when it is not in the tray."""
    done = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.TRAY).update(state=Delivery.State.IGNORED, done_at=clock.now())
    if done:
        record(DeliveryIgnored(delivery_id=delivery.pk), by=actor.agent(by.pk))
    return bool(done)
