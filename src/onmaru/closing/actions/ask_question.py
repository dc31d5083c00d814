from datetime import datetime, timedelta

from django.db import transaction

from onmaru.closing.actions._locked import locked
from onmaru.closing.actions.put_question import wake
from onmaru.closing.due import within_hours
from onmaru.closing.events import ResolutionQuestioned
from onmaru.closing.facts import facts_about
from onmaru.closing.letter import Letter, letter_for
from onmaru.closing.models import Question
from onmaru.closing.silence import why_silent
from onmaru.events.log import record
from onmaru.inbox.actions.reply import Empty, reply_automatically
from onmaru.inbox.hours import calendar_of
from onmaru.inbox.models import Conversation, Dispatch
from onmaru.kit import clock

# What was answered leaves first.
AFTER_OURS = timedelta(minutes=1)
ON_ITS_WAY = (Dispatch.State.QUEUED, Dispatch.State.SENDING)


@transaction.atomic
def ask_question(number: int) -> bool:
    """Ask what is due, unless something speaks against it. False when nothing was asked; as often as one likes."""
    known = Question.objects.due(clock.now()).filter(pk=number).first()
    if known is None:
        return False
    # As whoever resolves or answers does, the conversation first.
    conversation = locked(known.conversation_id)
    rows = Question.objects.waiting().select_for_update(of=("self",), no_key=True).filter(pk=number)
    question = rows.select_related("episode__reason").first()
    now = clock.now()
    if question is None or _put_off(question, conversation, now):
        return False
    if because := why_silent(facts_about(question, conversation, now)):
        return _drop(question, because, now)
    try:
        said = _say(conversation, letter_for(question, conversation))
    except Empty:
        return _drop(question, "nobody to write to", now)
    Question.objects.filter(pk=number).update(message=said)
    record(ResolutionQuestioned(conversation_id=conversation.pk, episode_id=question.episode_id, question_id=number, kind=question.kind))
    return True


def _say(conversation: Conversation, letter: Letter) -> int:
    return reply_automatically(conversation, letter.text, letter.html, letter.rich).pk


def _put_off(question: Question, conversation: Conversation, now: datetime) -> bool:
    """Out of hours, or before an answer that has not left yet."""
    later = now
    ours = Dispatch.objects.filter(message__conversation=conversation, state__in=ON_ITS_WAY).order_by("-due_at").first()
    if ours:
        later = max(ours.due_at, now) + AFTER_OURS
    if question.kind == Question.Kind.STILL_FINE:
        later = within_hours(later, calendar_of(conversation.channel_id, conversation.team_id))
    if later <= now:
        return False
    Question.objects.filter(pk=question.pk).update(due_at=later)
    question.due_at = later
    wake(question)
    return True


def _drop(question: Question, because: str, now: datetime) -> bool:
    Question.objects.filter(pk=question.pk).update(dropped_at=now, dropped_because=because[:40])
    return False
