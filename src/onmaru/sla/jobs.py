from django.db.models import Q

from onmaru.kit import clock
from onmaru.kit.jobs import every, job
from onmaru.sla.actions.recalculate import recalculate_some
from onmaru.sla.actions.retime import retime
from onmaru.sla.models import EpisodeClock

AT_ONCE = 500


@job()
def look_at_clocks(conversation_id: int) -> None:
    """Something is due soon, or due: look at the facts."""
    retime([conversation_id])


@every("* * * * *")
def look_at_all_clocks() -> None:
    """What became due and has no timer, or lost it."""
    now = clock.now()
    warn = Q(warn_at__lte=now, warned_at=None, breached_at=None)
    late = Q(due_at__lte=now, breached_at=None)
    numbers = EpisodeClock.objects.going_on().filter(warn | late).order_by().values_list("episode__conversation", flat=True)
    retime(set(numbers[:AT_ONCE]))


@job(queue="bulk")
def recalculate(recalculation_id: int, after: int) -> None:
    """Some more of the open conversations, then the next job."""
    recalculate_some(recalculation_id, after)
