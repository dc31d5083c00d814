from onmaru.inbox.models import Bulk
from onmaru.kit import clock
from onmaru.people.models import Agent


def dismiss(bulk: Bulk, by: Agent) -> None:
    """Its author has read how it went. Not worth a line in the log: it concerns nobody else."""
    Bulk.objects.filter(pk=bulk.pk, author=by, dismissed_at=None).update(dismissed_at=clock.now())
