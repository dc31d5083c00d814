"""Filing everything, in batches that remember where they stopped: after an update that searches other things, or on demand."""

from django.db import transaction

from onmaru.search.actions.file import refile
from onmaru.search.models import Progress
from onmaru.search.registry import all_sorts, of

BATCH = 500


def start_over() -> None:
    """Let everything be filed again; what is filed stays findable meanwhile."""
    for searchable in all_sorts():
        Progress.objects.update_or_create(sort=searchable.sort, defaults={"reached": 0})


def behind() -> list[str]:
    """The sorts whose things are not all filed yet. A sort that is new here begins at its beginning."""
    known = dict(Progress.objects.values_list("sort", "reached"))
    return [searchable.sort for searchable in all_sorts() if known.get(searchable.sort, 0) is not None]


@transaction.atomic
def catch_up(sort: str) -> int:
    """File the next batch; gives how many, 0 when all are filed. Two at once take turns."""
    progress, _ = Progress.objects.select_for_update().get_or_create(sort=sort)
    searchable = of(sort)
    if searchable is None or progress.reached is None:
        return 0
    ids = list(searchable.after(progress.reached, BATCH))
    refile(sort, ids)
    Progress.objects.filter(pk=sort).update(reached=ids[-1] if ids else None)
    return len(ids)
