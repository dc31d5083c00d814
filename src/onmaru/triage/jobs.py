from datetime import timedelta

from onmaru.inbox.models import Episode
from onmaru.kit import clock
from onmaru.kit.jobs import every, job
from onmaru.language.classify.vectors import EMBEDDED
from onmaru.triage.actions.give_lesson import give_lesson
from onmaru.triage.actions.give_missing_reasons import give_missing_reasons
from onmaru.triage.actions.learn import learn
from onmaru.triage.actions.settle import settle
from onmaru.triage.classifier import encoder, in_use
from onmaru.triage.models import Acknowledgement, Endpoint, Learnt, Lesson

# Of all learning one happens at a time; the name that the one of every five minutes has by itself.
LEARNS = "onmaru.triage.jobs.learn_reasons"
# A service that could not be reached when it was to be learnt with is asked again after so long.
PATIENCE = timedelta(hours=1)


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
    last = Learnt.objects.order_by("-pk").defer("content").first()
    said = Episode.objects.filter(reason_by__isnull=False)
    if in_use() is None or (said.filter(reason_at__gte=last.learnt_at) if last else said).exists() or _is_made_otherwise(last):
        learn()
    give_missing_reasons()


@job(retry=None)
def learn_now(lesson_id: int) -> None:
    """Somebody asked for it, and watches."""
    for lesson in Lesson.objects.filter(pk=lesson_id, ended_at=None):
        give_lesson(lesson)
        give_missing_reasons()


def _is_made_otherwise(last: Learnt | None) -> bool:
    """Whether vectors are to be made by something else than when it was learnt last, that may be reached."""
    wanted = encoder()
    if wanted is None or wanted.name == (last.made_by if last else EMBEDDED):
        return False
    failing = Endpoint.objects.filter(failed_at__gt=clock.now() - PATIENCE).exists()
    return not failing or last is None or last.meant_by != wanted.name
