"""How far a bulk is: counted from its rows, so that no crash can make the numbers wrong, and told to open pages now and then."""

from collections.abc import Iterator
from time import monotonic

from django.db.models import Count, Q

from onmaru.events.log import announce
from onmaru.inbox.models import Bulk, BulkItem

State = BulkItem.State

# Seconds that one run works; a worker that is asked to stop waits for it, and other work goes on in between.
A_SLICE = 2.0
# Seconds between two words about how far it is.
A_MOMENT = 0.5
# How many go into one transaction: as long as it takes, whoever wants to answer one of them waits.
BATCH = 100


def count(bulk: Bulk) -> None:
    """Make the bulk's numbers true, and tell."""
    of = {state: Count("pk", filter=Q(state=state)) for state in State.values if state != State.WAITING}
    found = BulkItem.objects.filter(bulk=bulk).order_by().aggregate(**of)
    taken_back = found["undone"] + found["kept"]
    Bulk.objects.filter(pk=bulk.pk).update(**{**found, "done": found["done"] + taken_back})
    bulk.refresh_from_db()
    announce(("bulk", bulk.pk))


def slice_of(bulk: Bulk, state: State, together: bool, last_first: bool = False) -> Iterator[list[int]]:
    """Items in this state, as many as go into one transaction, until the slice is over; tells how far it is meanwhile."""
    ends, tells = monotonic() + A_SLICE, monotonic() + A_MOMENT
    waiting = BulkItem.objects.filter(bulk=bulk, state=state).order_by("-pk" if last_first else "pk").values_list("pk", flat=True)
    size = BATCH if together else 1
    batch = list(waiting[:size])
    while batch:
        yield batch
        if monotonic() > tells:
            count(bulk)
            tells = monotonic() + A_MOMENT
        if monotonic() > ends:
            return
        # Onward from the last: one that somebody else holds is met once, not for as long as they hold it.
        batch = list((waiting.filter(pk__lt=batch[-1]) if last_first else waiting.filter(pk__gt=batch[-1]))[:size])
