from django.db import transaction

from onmaru.closing.events import QuestionTextWritten
from onmaru.closing.models import Question, QuestionText
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent


@transaction.atomic
def write_text(kind: Question.Kind, way: QuestionText.Way, language: str, text: str, by: Agent) -> None:
    """Let customers be asked in the shop's own words; an empty text goes back to ours."""
    place = {"kind": kind, "way": way, "language": language}
    known = QuestionText.objects.select_for_update().filter(**place).values_list("text", flat=True).first() or ""
    if text.strip() == known:
        return
    if text.strip():
        QuestionText.objects.update_or_create(**place, defaults={"text": text.strip()})
    else:
        QuestionText.objects.filter(**place).delete()
    record(QuestionTextWritten(kind=str(kind), way=str(way), language=language), by=actor.agent(by.pk))
