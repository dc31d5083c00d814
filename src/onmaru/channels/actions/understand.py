"""From a kept payload to filed messages."""

import structlog
from django.db import transaction

from onmaru.channels import adapter
from onmaru.channels.adapter import Incomplete, KeepsBooks, Unreadable
from onmaru.channels.guards import screened
from onmaru.channels.models import Delivery
from onmaru.inbox.actions import side_dispatch
from onmaru.inbox.actions.dispatch import mark_bounced, mark_settled
from onmaru.inbox.actions.receive import Unplaceable, receive
from onmaru.inbox.actions.side_receive import receive_side
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Message
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.kit.rows import one

log = structlog.get_logger(__name__)
State = Delivery.State

# A fault that is not the payload's (a full disk, a bug) is tried again this often before an admin has to look.
ATTEMPTS = 5


@transaction.atomic(savepoint=False)
def understand(delivery_id: int) -> None:
    """Parse and file one delivery, once. What cannot be parsed or filed goes to the tray with the reason."""
    from onmaru.channels.jobs import complete

    found = Delivery.objects.select_for_update(of=("self",), skip_locked=True, no_key=True).select_related("channel")
    delivery = one(found.filter(pk=delivery_id, state=State.WAITING))
    if delivery is None:
        return
    try:
        # No savepoint around it all: parsing writes nothing, and each message is received whole or not at all. What was received of a
        # delivery that then fails is known again at the next try.
        state, reason, message = _file(delivery)
    except Incomplete:
        enqueue_once(complete, f"complete:{delivery.pk}", delivery_id=delivery.pk)
        return
    except (Unreadable, Unplaceable) as refusal:
        state, reason, message = State.TRAY, refusal.reason, None
    except Exception as fault:
        # The reason names the fault, never the mail's words: it is shown to admins and logged.
        log.exception("delivery.fault", delivery=delivery.pk, attempt=delivery.attempts + 1)
        state = State.TRAY if delivery.attempts + 1 >= ATTEMPTS else State.WAITING
        reason, message = f"fault: {type(fault).__name__}", None
    delivery.state, delivery.reason, delivery.message = state, reason, message
    delivery.attempts += 1
    delivery.done_at = None if state == State.WAITING else clock.now()
    delivery.save(update_fields=["state", "reason", "message", "attempts", "done_at"])


def _file(delivery: Delivery) -> tuple[str, str, Message | None]:
    filed: Message | None = None
    beside = False
    reason = ""
    kind = adapter.of(delivery.channel)
    for inbound in kind.parse(delivery.payload, delivery.channel):
        if inbound.machine == "own":
            # Our own mail came back, so the provider has it.
            if not mark_settled(inbound.external_id):
                side_dispatch.mark_settled(inbound.external_id)
            reason = "own"
            continue
        # First of all: an outsider's answer is never a customer's message.
        if receive_side(delivery.channel, inbound, delivery.pk):
            beside = True
            continue
        message = receive(delivery.channel, inbound, delivery.pk, screen=screened).message
        if isinstance(kind, KeepsBooks):
            kind.filed(message, inbound)
        if inbound.failure and inbound.failure.permanent:
            _return(delivery, inbound)
        filed = filed or message
    return (State.FILED, "", filed) if filed or beside else (State.IGNORED, reason or "no message", None)


def _return(delivery: Delivery, inbound: Inbound) -> None:
    assert inbound.failure
    ours = Message.objects.known_to(delivery.channel).filter(direction=Message.Direction.OUT)
    message = ours.filter(external_id=inbound.failure.external_id).first()
    if message:
        mark_bounced(message, inbound.failure.recipient, inbound.failure.reason)
