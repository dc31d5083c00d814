"""Steps of an outgoing message's way. Each is a conditional update, so that of two workers one wins and a dead one loses nothing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from onmaru.events.log import record
from onmaru.inbox.actions._step import IN_DOUBT, UNDECIDED, step
from onmaru.inbox.actions._unanswer import unanswer
from onmaru.inbox.actions._undelivered import note_undelivered
from onmaru.inbox.events import MessageBounced, MessageFailed, MessageSent
from onmaru.inbox.models import Channel, Dispatch, Episode, Message, Way
from onmaru.inbox.outbound import Receipt
from onmaru.inbox.writing import NOWHERE, external_id
from onmaru.kit import clock

State = Way.State


@transaction.atomic
def claim(message_id: int) -> Dispatch | None:
    """Take a due message to send it; None when it is not due, or an earlier one of its conversation is not out yet.

    The caller holds the lock of this message, so one that is being sent belongs to somebody who died before handing anything over.
    """
    now = clock.now()
    rows = Dispatch.objects.select_for_update(of=("self",)).select_related(
        "message__conversation", "message__channel", "message__agent", "via"
    )
    dispatch = rows.ready(now).filter(pk=message_id).first()
    if dispatch is None:
        return None
    dispatch.state, dispatch.claimed_at, dispatch.attempts = State.SENDING, now, dispatch.attempts + 1
    dispatch.save(update_fields=["state", "claimed_at", "attempts"])
    return dispatch


@transaction.atomic
def leave_by(dispatch: Dispatch, via: Channel | None, handle: str = "") -> bool:
    """Note by which channel a claimed message leaves: None is its own. False when the claim was lost meanwhile."""
    message = dispatch.message
    if (via, handle) != (dispatch.via, dispatch.via_handle) and not step(dispatch, {State.SENDING}, via=via, via_handle=handle):
        return False
    if via and message.external_id.endswith(f"@{NOWHERE}"):
        # An id under a domain that cannot be looks forged to mail servers. No try that may have been taken had another one: what has
        # left by mail has an id of its mailbox.
        message.external_id = external_id(message.conversation_id, via.handle)
        message.save(update_fields=["external_id"])
    return True


def hand_over(dispatch: Way) -> bool:
    """Note that the last word to the provider is about to be said. False when the claim was lost meanwhile: then do not say it."""
    return step(dispatch, {State.SENDING}, state=State.HANDING_OVER, claimed_at=clock.now())


def look_again(dispatch: Way, at: datetime, reason: str = "") -> bool:
    """It is still not known whether it was taken; look once more at this time."""
    return step(dispatch, IN_DOUBT, due_at=at, reason=reason or dispatch.reason)


# Where it is part of the answer itself, it stands or falls with it.
@transaction.atomic(savepoint=False)
def mark_sent(dispatch: Dispatch, receipt: Receipt) -> None:
    """The provider has it."""
    now = clock.now()
    reason = "; ".join(f"{handle}: {why}" for handle, why in receipt.refused)
    was_in_doubt = dispatch.state == State.UNKNOWN
    if step(dispatch, UNDECIDED, state=State.SENT, sent_at=now, provider_id=receipt.external_id[:500], reason=reason):
        message = dispatch.message
        if was_in_doubt:
            note_undelivered(message.conversation_id)
        if not message.automatic:
            Episode.objects.filter(pk=message.episode_id, first_response_at=None).update(
                first_response_at=now, first_response_by_id=message.agent_id
            )
        record(MessageSent(conversation_id=message.conversation_id, message_id=message.pk))


@transaction.atomic
def mark_settled(external_id: str) -> bool:
    """What hung in doubt was found at the provider; also when it was about to be sent once more. False when nothing did."""
    again = Q(state=State.QUEUED, claimed_at__isnull=False)
    doubtful = Dispatch.objects.select_for_update(of=("self",)).select_related("message")
    dispatch = doubtful.filter(again | Q(state__in=IN_DOUBT), message__external_id=external_id).first()
    if dispatch is None:
        return False
    mark_sent(dispatch, Receipt(external_id=external_id))
    return True


@transaction.atomic
def mark_failed(dispatch: Dispatch, reason: str) -> None:
    """It will not go like this; the agent sees why, and the customer still waits."""
    if step(dispatch, UNDECIDED, state=State.FAILED, reason=reason):
        unanswer(dispatch, dispatch.message.conversation_id)
        note_undelivered(dispatch.message.conversation_id)
        record(MessageFailed(conversation_id=dispatch.message.conversation_id, message_id=dispatch.pk, reason=reason))


@transaction.atomic
def put_off(dispatch: Dispatch, until: datetime, reason: str) -> bool:
    """Try again later: nothing was taken."""
    was_in_doubt = dispatch.state == State.UNKNOWN
    put = step(dispatch, {State.SENDING, State.HANDING_OVER, State.UNKNOWN}, state=State.QUEUED, due_at=until, reason=reason)
    if put and was_in_doubt:
        note_undelivered(dispatch.message.conversation_id)
    return put


@transaction.atomic
def mark_unknown(dispatch: Dispatch, reason: str) -> None:
    """Handed over, the answer was lost, and there is nowhere to look: a person has to decide."""
    if step(dispatch, {State.HANDING_OVER}, state=State.UNKNOWN, reason=reason):
        note_undelivered(dispatch.message.conversation_id)
        record(MessageFailed(conversation_id=dispatch.message.conversation_id, message_id=dispatch.pk, reason=reason))


@transaction.atomic
def mark_bounced(message: Message, recipient: str, reason: str) -> bool:
    """It came back: the message says so, and the customer still waits. False when that was known."""
    if not Dispatch.objects.filter(pk=message.pk).exclude(state=State.BOUNCED).update(state=State.BOUNCED, reason=f"{recipient}: {reason}"):
        return False
    unanswer(Dispatch.objects.get(pk=message.pk), message.conversation_id)
    note_undelivered(message.conversation_id)
    record(MessageBounced(conversation_id=message.conversation_id, message_id=message.pk, recipient=recipient, reason=reason))
    return True


@transaction.atomic
def set_out_again(message_id: int) -> bool:
    """What was sent did not reach the customer's device: it may leave by another way. False when it has, or has left again already."""
    sent = Dispatch.objects.filter(pk=message_id, state=State.SENT, via=None, delivered_at=None)
    return bool(sent.update(state=State.QUEUED, due_at=clock.now()))
