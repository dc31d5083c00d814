from django.db import transaction
from django.db.models import F

from onmaru.events.log import announce
from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue
from onmaru.sla.actions.retime import retime
from onmaru.sla.models import Recalculation

AT_ONCE = 200


@transaction.atomic
def recalculate_all() -> Recalculation:
    """Begin to work out every open conversation anew; one that goes on already ends for it."""
    Recalculation.objects.filter(ended_at=None).update(ended_at=clock.now())
    begun = Recalculation.objects.create(started_at=clock.now(), total=_open().count())
    _go_on(begun.pk, after=0)
    return begun


def recalculate_some(recalculation_id: int, after: int) -> None:
    """The next ones after a number, held no longer than they take; then it goes on."""
    if not Recalculation.objects.filter(pk=recalculation_id, ended_at=None).exists():
        return
    numbers = list(_open().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    with transaction.atomic():
        retime(numbers)
        running = Recalculation.objects.filter(pk=recalculation_id, ended_at=None)
        if numbers:
            running.update(done=F("done") + len(numbers))
            _go_on(recalculation_id, after=numbers[-1])
        else:
            running.update(ended_at=clock.now())
        announce(("recalculation", recalculation_id))


def _open() -> Conversations:
    return Conversation.objects.filter(merged_into=None, deleted_at=None).exclude(status=Conversation.Status.RESOLVED)


def _go_on(recalculation_id: int, after: int) -> None:
    from onmaru.sla import jobs

    enqueue(jobs.recalculate, recalculation_id=recalculation_id, after=after)
