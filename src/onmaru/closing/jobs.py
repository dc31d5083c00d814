from datetime import timedelta

from onmaru.closing.actions.ask_question import ask_question
from onmaru.closing.models import Question
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_missing, every, job

AT_ONCE = 500
# What has a run of its own waiting is left to it.
PATIENCE = timedelta(minutes=1)


@job()
def ask(question_id: int) -> None:
    ask_question(question_id)


@every("* * * * *")
def ask_what_is_due() -> None:
    """Those of days ago, and those whose own run was lost."""
    due = Question.objects.due(clock.now() - PATIENCE).order_by("due_at", "id")
    numbers = due.values_list("pk", flat=True)[:AT_ONCE]
    enqueue_missing(ask, {f"question:{number}": {"question_id": number} for number in numbers})
