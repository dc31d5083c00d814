from datetime import datetime

from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.models import Conversation, Dispatch, Episode, Message
from onmaru.kit import clock
from onmaru.triage.events import PromiseBroken, PromiseKept, PromiseReleased
from onmaru.triage.models import Acknowledgement

# It never reached the customer, so nothing was promised to them.
UNTOLD = frozenset({Dispatch.State.FAILED, Dispatch.State.BOUNCED, Dispatch.State.CANCELLED})


@transaction.atomic
def settle(acknowledgement: Acknowledgement) -> None:
    """Record what became of a promise, as far as the facts tell by now: kept, broken, or nothing left to keep."""
    rows = Acknowledgement.objects.unsettled().select_for_update(of=("self",))
    promise = rows.select_related("episode__conversation__merged_into").filter(pk=acknowledgement.pk).first()
    if promise is None:
        return
    episode, conversation = promise.episode, promise.episode.conversation
    which = {"conversation_id": conversation.merged_into_id or conversation.pk, "episode_id": episode.pk}
    answered = _first_answer(promise)
    if answered and (promise.due_at is None or answered <= promise.due_at):
        _end(promise, kept_at=answered)
        record(PromiseKept(**which))
    elif because := _moot(promise, conversation):
        _end(promise, released_at=clock.now(), released_because=because)
        record(PromiseReleased(**which, because=because))
    elif promise.due_at and clock.now() >= promise.due_at:
        _end(promise, broken_at=promise.due_at)
        record(PromiseBroken(**which))


def _first_answer(promise: Acknowledgement) -> datetime | None:
    """When the first answer of a person left. After a merge it may stand in the other conversation, and in another episode."""
    episode, conversation = promise.episode, promise.episode.conversation
    if episode.first_response_at or conversation.merged_into is None:
        return episode.first_response_at
    answers = Message.objects.filter(conversation=conversation.merged_into, direction=Message.Direction.OUT, automatic=False, machine="")
    times = answers.filter(created_at__gte=promise.made_at, dispatch__sent_at__isnull=False).values_list("dispatch__sent_at", flat=True)
    return min((time for time in times if time), default=None)


def _moot(promise: Acknowledgement, conversation: Conversation) -> str:
    if Dispatch.objects.filter(pk=promise.message_id, state__in=UNTOLD).exists():
        return "undelivered"
    final = conversation.merged_into or conversation
    if final.is_spam:
        return "spam"
    last = (final.episodes.order_by("-ordinal") if conversation.merged_into else Episode.objects.filter(pk=promise.pk)).first()
    # What was promised for a time that passed before the episode ended was broken all the same.
    ended = last is not None and last.resolved_at is not None and (promise.due_at is None or last.resolved_at <= promise.due_at)
    return "resolved" if ended and not _answer_on_its_way(final) else ""


def _answer_on_its_way(conversation: Conversation) -> bool:
    """ "Send and resolve" resolves at once and sends after the time for taking it back."""
    answers = Dispatch.objects.filter(message__conversation=conversation, message__automatic=False)
    return answers.exclude(state__in=[Dispatch.State.SENT, *UNTOLD]).exists()


def _end(promise: Acknowledgement, **how: object) -> None:
    Acknowledgement.objects.filter(pk=promise.pk).update(**how)
