import hashlib
import io
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.expressions import RawSQL

from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel
from onmaru.inbox.portal.raw_keys import without_signatures
from onmaru.kit import clock, storage
from onmaru.kit.jobs import enqueue

# Larger payloads go to the blob store: rows of megabytes make every backup and vacuum slow.
INLINE_LIMIT = 256 * 1024


@transaction.atomic
def accept(
    channel: Channel, raw: bytes, source: str, key: str = "", meta: Mapping[str, Any] | None = None, by_caller: bool = False
) -> Delivery | None:
    """Keep a payload as it arrived and enqueue its understanding; None when this one was taken before.

    What speaks for a customer in it, a link of ours that they quote, is made worth nothing first.

    `by_caller`: whoever calls understands it at once, because somebody waits for that; what they leave behind is looked after.
    """
    from onmaru.channels.jobs import ingest

    key = key or hashlib.sha256(raw).hexdigest()
    raw = without_signatures(raw)
    inline, blob = kept(raw)
    delivery = Delivery(
        channel=channel,
        source=source,
        key=key[:100],
        raw=inline,
        blob=blob,
        meta=dict(meta) if meta else None,
        size=len(raw),
        received_at=clock.now(),
    )
    # `ignore_conflicts` is what makes a payload offered twice, even at the same moment, one row; it gives no id back, hence the look.
    Delivery.objects.bulk_create([delivery], ignore_conflicts=True)
    latest = Delivery.objects.filter(channel=channel, key=delivery.key, pk=RawSQL("lastval()", []))
    made = latest.values_list("pk", flat=True).first()
    if made is None:
        return None
    delivery.pk = made
    if not by_caller:
        enqueue(ingest, delivery_id=made)
    return delivery


def kept(raw: bytes) -> tuple[bytes | None, str]:
    """Where a payload of this size goes: into the row, or into the blob store, whose key is given then."""
    return (None, storage.put(io.BytesIO(raw)).key) if len(raw) > INLINE_LIMIT else (raw, "")
