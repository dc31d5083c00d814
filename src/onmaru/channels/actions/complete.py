from datetime import timedelta

from django.db import transaction

from onmaru.channels import adapter
from onmaru.channels.actions.accept import kept
from onmaru.channels.adapter import Unreadable
from onmaru.channels.models import Delivery
from onmaru.inbox.portal.raw_keys import without_signatures
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue
from onmaru.kit.locks import held

# A provider that has not given an announced message after so long will not give it any more.
PATIENCE = timedelta(days=1)


def complete(delivery_id: int) -> None:
    """Fetch what a delivery only announces. What fails for now raises, and is tried again later."""
    with held(f"complete:{delivery_id}") as mine:
        waiting = Delivery.objects.select_related("channel").filter(pk=delivery_id, state=Delivery.State.WAITING)
        delivery = waiting.first() if mine else None
        if delivery is None or (delivery.meta or {}).get("completed"):
            return
        try:
            raw = adapter.of(delivery.channel).complete(delivery.payload, delivery.channel)
        except Unreadable as refusal:
            _give_up(delivery, refusal.reason)
        except Exception:
            if clock.now() - delivery.received_at > PATIENCE:
                _give_up(delivery, "never_came")
                return
            raise
        else:
            _keep(delivery, without_signatures(raw))


@transaction.atomic
def _keep(delivery: Delivery, raw: bytes) -> None:
    from onmaru.channels.jobs import ingest

    # The announcement stays beside what it announced: together they are what arrived.
    announced = delivery.payload.raw.decode("utf-8", "replace")
    delivery.meta = {**(delivery.meta or {}), "completed": True, "announced": announced}
    delivery.raw, delivery.blob = kept(raw)
    delivery.size = len(raw)
    delivery.save(update_fields=["meta", "raw", "blob", "size"])
    enqueue(ingest, delivery_id=delivery.pk)


def _give_up(delivery: Delivery, reason: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.TRAY, reason=reason, done_at=clock.now())
