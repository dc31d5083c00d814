from django.db import transaction

from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.triage.actions.learn import LEARNING, learn
from onmaru.triage.models import Lesson


def give_lesson(lesson: Lesson) -> None:
    """Learn because somebody asked for it, and say how far it is."""
    _note(lesson, step=Lesson.Step.LEARNING)
    try:
        made = learn(lambda done, of: _note(lesson, step=_step(done, of), done=done, of=of))
    except BaseException:
        _note(lesson, ended_at=clock.now())
        raise
    _note(lesson, ended_at=clock.now(), made=made)


def _step(done: int, of: int) -> Lesson.Step:
    return Lesson.Step.VECTORS if done < of else Lesson.Step.LEARNING


@transaction.atomic
def _note(lesson: Lesson, **found: object) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(**found)
    announce(LEARNING)
