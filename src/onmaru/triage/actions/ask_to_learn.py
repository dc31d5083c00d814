from django.db import transaction

from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue
from onmaru.people.models import Agent
from onmaru.triage.actions.learn import LEARNING
from onmaru.triage.models import Lesson


@transaction.atomic
def ask_to_learn(by: Agent) -> Lesson:
    """Have everything learnt anew now; where that is under way already, it is that."""
    from onmaru.triage.jobs import LEARNS, learn_now

    last = Lesson.objects.select_for_update().first()
    if last and last.is_under_way:
        return last
    Lesson.objects.all().delete()
    lesson = Lesson.objects.create(asked_at=clock.now(), asked_by=by)
    enqueue(learn_now, lock=LEARNS, lesson_id=lesson.pk)
    announce(LEARNING)
    return lesson
