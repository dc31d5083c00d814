from django.db import transaction

from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel
from onmaru.inbox.portal.raw_keys import without_signatures
from onmaru.kit import clock


@transaction.atomic
def set_aside(channel: Channel, raw: bytes, source: str, key: str, reason: str, size: int | None = None) -> Delivery | None:
    """Put what we could not take into the tray, with as much of it as we have; None when it is there already."""
    now = clock.now()
    delivery, is_new = Delivery.objects.get_or_create(
        channel=channel,
        key=key[:100],
        defaults={
            "source": source,
            "raw": without_signatures(raw),
            "meta": {"set_aside": reason},
            "size": len(raw) if size is None else size,
            "received_at": now,
            "state": Delivery.State.TRAY,
            "reason": reason,
            "done_at": now,
        },
    )
    return delivery if is_new else None
