from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from onmaru.channels.models import Delivery
from onmaru.inbox.jobs import forget_later
from onmaru.inbox.models import Message, SideMessage


@transaction.atomic
def forget_payloads(delivery_ids: Iterable[int]) -> int:
    """Empty the payloads of deliveries that no message comes from any more; gives how many. The rows stay: the same payload comes once."""
    left = [Exists(model.objects.filter(delivery_id=OuterRef("pk"))) for model in (Message, SideMessage)]
    rows = Delivery.objects.select_for_update(of=("self",)).filter(pk__in=list(delivery_ids), state=Delivery.State.FILED)
    gone = list(rows.exclude(left[0]).exclude(left[1]).values_list("pk", "blob"))
    forget_later(blob for _number, blob in gone)
    return Delivery.objects.filter(pk__in=[number for number, _blob in gone]).update(raw=b"", blob="", meta=None, reason="")
