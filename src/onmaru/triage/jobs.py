from datetime import timedelta

from onmaru.kit import clock
from onmaru.kit.jobs import every, job
from onmaru.triage.actions.settle import settle
from onmaru.triage.models import Acknowledgement


@job()
def settle_promise(episode_id: int) -> None:
    """The promised time has come: look at the facts."""
    for acknowledgement in Acknowledgement.objects.unsettled().filter(pk=episode_id):
        settle(acknowledgement)


@every("*/5 * * * *")
def settle_overdue() -> None:
    """Promises whose job was lost."""
    late = Acknowledgement.objects.unsettled().filter(due_at__lt=clock.now() - timedelta(minutes=1))
    for acknowledgement in late.order_by("due_at")[:500]:
        settle(acknowledgement)
