from datetime import timedelta

from onmaru.inbox.models import Episode
from onmaru.kit import clock
from onmaru.kit.jobs import every, job
from onmaru.triage.actions.give_missing_reasons import give_missing_reasons
from onmaru.triage.actions.learn import learn
from onmaru.triage.actions.settle import settle
from onmaru.triage.classifier import in_use
from onmaru.triage.models import Acknowledgement, Learnt


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


@every("*/5 * * * *")
def learn_reasons() -> None:
    """Whatever agents said since the last time is learnt, all of it at once; what came while nothing was learnt is looked at again."""
    last = Learnt.objects.order_by("-pk").values_list("learnt_at", flat=True).first()
    said = Episode.objects.filter(reason_by__isnull=False)
    if in_use() is None or (said.filter(reason_at__gte=last) if last else said).exists():
        learn()
    give_missing_reasons()
