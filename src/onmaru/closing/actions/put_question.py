from datetime import datetime

from django.db import transaction

from onmaru.closing.models import Question
from onmaru.inbox.models import Episode
from onmaru.kit.jobs import enqueue_once
from onmaru.people.models import Agent


@transaction.atomic
def put_question(episode: Episode, kind: Question.Kind, due_at: datetime, by: Agent | None = None) -> Question | None:
    """Have the customer asked about an episode's resolution then. None where that was done before."""
    made, is_new = Question.objects.get_or_create(
        episode=episode, kind=kind, defaults={"conversation_id": episode.conversation_id, "due_at": due_at, "asked_by": by}
    )
    if not is_new:
        return None
    if kind == Question.Kind.SOLVED:
        wake(made)
    return made


def wake(question: Question) -> None:
    """See to it when it is due; what is lost on the way is found by the minute."""
    from onmaru.closing.jobs import ask

    enqueue_once(ask, f"question:{question.pk}", at=question.due_at, question_id=question.pk)
