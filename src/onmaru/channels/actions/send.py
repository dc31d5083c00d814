"""One try at sending one message, and finding out what became of a try that died."""

from datetime import timedelta
from functools import partial

import structlog

from onmaru.channels import adapter
from onmaru.channels.prepare import prepare
from onmaru.inbox.actions import dispatch as step
from onmaru.inbox.models import Dispatch
from onmaru.inbox.outbound import Permanent, Temporary, Unknown
from onmaru.kit import clock
from onmaru.kit.locks import held

log = structlog.get_logger(__name__)

# Waits between tries: quick while a fault may be a moment's, then hours; given up after about a day and a half.
BACKOFF = [timedelta(minutes=minutes) for minutes in (0.5, 1, 3, 10, 30, 60, 120, 240, 480, 720, 720)]
# How long a copy of a doubtful message may take to turn up before it counts as not taken.
GRACE = timedelta(seconds=60)


def send(message_id: int) -> None:
    """Send a due message, unless somebody else is at it."""
    # The lock is the claim's life: a worker that is killed loses it at once, and the row tells how far it had come.
    with held(f"dispatch:{message_id}") as mine:
        dispatch = step.claim(message_id) if mine else None
        if dispatch is None:
            return
        channel = dispatch.message.channel
        try:
            receipt = adapter.of(channel).send(prepare(dispatch.message), channel, partial(step.hand_over, dispatch))
        except Temporary as later:
            _put_off(dispatch, later)
        except Permanent as never:
            step.mark_failed(dispatch, never.reason)
        except Unknown as lost:
            step.mark_unknown(dispatch, lost.reason)
        except Exception as fault:
            # A fault of ours is no reason to lose the message: before the last word it waits, after it somebody must look.
            log.exception("dispatch.fault", message=message_id)
            if dispatch.state == Dispatch.State.HANDING_OVER:
                step.mark_unknown(dispatch, f"fault: {type(fault).__name__}")
            else:
                _put_off(dispatch, Temporary(f"fault: {type(fault).__name__}"))
        else:
            step.mark_sent(dispatch, receipt)


def _put_off(dispatch: Dispatch, later: Temporary) -> None:
    if dispatch.attempts > len(BACKOFF):
        step.mark_failed(dispatch, later.reason)
    else:
        wait = timedelta(seconds=later.retry_after) if later.retry_after else BACKOFF[dispatch.attempts - 1]
        step.put_off(dispatch, clock.now() + wait, later.reason)


def find_out(message_id: int) -> None:
    """Learn what became of a message whose worker died, or whose answer was lost, at the last word."""
    with held(f"dispatch:{message_id}") as mine:
        doubtful = Dispatch.objects.select_related("message__channel").filter(
            pk=message_id, state__in=[Dispatch.State.HANDING_OVER, Dispatch.State.UNKNOWN]
        )
        dispatch = doubtful.first() if mine else None
        if dispatch is None:
            return
        if dispatch.state == Dispatch.State.HANDING_OVER:
            step.mark_unknown(dispatch, "the worker died at the last word")
        message = dispatch.message
        try:
            taken = adapter.of(message.channel).was_sent(message.external_id, message.channel)
        except Exception as fault:
            log.warning("dispatch.unclear", message=message_id, fault=type(fault).__name__)
            return
        if taken:
            step.mark_settled(dispatch)
        elif taken is False and dispatch.claimed_at and clock.now() - dispatch.claimed_at > GRACE:
            step.put_off(dispatch, clock.now(), "")
