"""Steps of a side message's way; those that every way has are the dispatch's own. What fails here changes nothing for the customer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from onmaru.events.log import record
from onmaru.inbox.actions._outside import named
from onmaru.inbox.actions._step import IN_DOUBT, UNDECIDED, step
from onmaru.inbox.actions.dispatch import hand_over as hand_over
from onmaru.inbox.actions.dispatch import look_again as look_again
from onmaru.inbox.events import SideMessageBounced, SideMessageFailed, SideMessageSent
from onmaru.inbox.models import SideDispatch, SideMessage, Way
from onmaru.inbox.outbound import Receipt
from onmaru.kit import clock

State = Way.State


@transaction.atomic
def claim(message_id: int) -> SideDispatch | None:
    """Take a due side message to send it; the caller holds its lock."""
    now = clock.now()
    rows = SideDispatch.objects.select_for_update(of=("self",)).select_related("message__thread__channel", "message__agent")
    dispatch = rows.ready(now).filter(pk=message_id).first()
    if dispatch is None:
        return None
    dispatch.state, dispatch.claimed_at, dispatch.attempts = State.SENDING, now, dispatch.attempts + 1
    dispatch.save(update_fields=["state", "claimed_at", "attempts"])
    return dispatch


def put_off(dispatch: SideDispatch, until: datetime, reason: str) -> bool:
    """Try again later: nothing was taken."""
    return step(dispatch, {State.SENDING, State.HANDING_OVER, State.UNKNOWN}, state=State.QUEUED, due_at=until, reason=reason)


@transaction.atomic
def mark_sent(dispatch: SideDispatch, receipt: Receipt) -> None:
    """The provider has it."""
    reason = "; ".join(f"{handle}: {why}" for handle, why in receipt.refused)
    if step(dispatch, UNDECIDED, state=State.SENT, sent_at=clock.now(), provider_id=receipt.external_id[:500], reason=reason):
        record(SideMessageSent(**named(dispatch.message)))


@transaction.atomic
def mark_settled(external_id: str) -> bool:
    """What hung in doubt was found at the provider. False when nothing did."""
    again = Q(state=State.QUEUED, claimed_at__isnull=False)
    doubtful = SideDispatch.objects.select_for_update(of=("self",)).select_related("message__thread")
    dispatch = doubtful.filter(again | Q(state__in=IN_DOUBT), message__external_id=external_id).first()
    if dispatch is None:
        return False
    mark_sent(dispatch, Receipt(external_id=external_id))
    return True


@transaction.atomic
def mark_failed(dispatch: SideDispatch, reason: str) -> None:
    """It will not go like this; the agent sees why."""
    if step(dispatch, UNDECIDED, state=State.FAILED, reason=reason):
        record(SideMessageFailed(**named(dispatch.message), reason=reason))


@transaction.atomic
def mark_unknown(dispatch: SideDispatch, reason: str) -> None:
    """Handed over, the answer was lost, and there is nowhere to look: a person has to decide."""
    if step(dispatch, {State.HANDING_OVER}, state=State.UNKNOWN, reason=reason):
        record(SideMessageFailed(**named(dispatch.message), reason=reason))


@transaction.atomic
def mark_bounced(message: SideMessage, recipient: str, reason: str) -> bool:
    """It came back. False when that was known."""
    ways = SideDispatch.objects.filter(pk=message.pk).exclude(state=State.BOUNCED)
    if not ways.update(state=State.BOUNCED, reason=f"{recipient}: {reason}"):
        return False
    record(SideMessageBounced(**named(message), recipient=recipient, reason=reason))
    return True
