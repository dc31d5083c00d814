from django.db import transaction

from onmaru.closing.actions._locked import locked
from onmaru.closing.events import ResolutionDenied
from onmaru.closing.models import Question
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions.answer_back import answer_back
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.confirm import confirm
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.models import Conversation
from onmaru.inbox.thread import final
from onmaru.kit import clock
from onmaru.people.roles import Permission

Answer = Question.Answer
HIGH = Conversation.Priority.HIGH


@transaction.atomic
def say_yes(question: Question) -> bool:
    """The customer says that it is solved. False when they said so, or it was taken up again meanwhile."""
    conversation = locked(question.conversation_id)
    if conversation.status != Conversation.Status.RESOLVED or conversation.episodes.filter(pk__gt=question.episode_id).exists():
        return False
    if not Question.objects.asked().filter(pk=question.pk, answer="").update(answer=Answer.YES, answered_at=clock.now()):
        return False
    confirm(conversation, question.episode_id)
    return True


@transaction.atomic
def say_no(question: Question, words: str = "", once: str = "") -> bool:
    """The customer says that it is not: the same conversation is open again, for whoever had it, ahead of others. False when known.

    Raises TooMany where they write too often.
    """
    conversation = locked(question.conversation_id)
    asked = Question.objects.asked().exclude(answer=Answer.NO).filter(pk=question.pk)
    is_new = bool(asked.update(answer=Answer.NO, answered_at=clock.now()))
    goes_on_in = final(conversation)
    if is_new:
        record(
            ResolutionDenied(conversation_id=conversation.pk, episode_id=question.episode_id, question_id=question.pk),
            by=actor.customer(conversation.customer_id),
        )
        if reopen(goes_on_in, goes_on_in.customer):
            _give_back(goes_on_in, question)
    if words.strip():
        answer_back(goes_on_in, None, words, once=once)
    return is_new


def _give_back(conversation: Conversation, question: Question) -> None:
    resolver = question.episode.resolved_by
    if conversation.assignee_id is None and resolver and resolver.is_active and resolver.may(Permission.ANSWER):
        assign(conversation, resolver)
    if conversation.priority < HIGH:
        prioritise(conversation, HIGH)
