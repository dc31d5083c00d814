"""One try at sending one message, and finding out what became of a try that died."""

from datetime import timedelta
from functools import partial

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from onmaru.channels import adapter
from onmaru.channels.routes import TO_CUSTOMERS, Route
from onmaru.inbox.models import Way
from onmaru.inbox.outbound import Permanent, Temporary, Unknown
from onmaru.kit import clock
from onmaru.kit.locks import held

log = structlog.get_logger(__name__)

# Waits between tries: quick while a fault may be a moment's, then hours; given up after about a day and a half.
BACKOFF = [timedelta(minutes=minutes) for minutes in (0.5, 1, 3, 10, 30, 60, 120, 240, 480, 720, 720)]
# How often to look for a message in doubt: soon after it was handed over, then ever more seldom.
SOONEST_LOOK, SELDOMEST_LOOK = timedelta(seconds=2), timedelta(hours=1)


def send(message_id: int, route: Route = TO_CUSTOMERS) -> None:
    """Send a due message, unless somebody else is at it."""
    # The lock is the claim's life: a worker that is killed loses it at once, and the row tells how far it had come.
    with held(f"{route.name}:{message_id}") as mine:
        dispatch = route.step.claim(message_id) if mine else None
        if dispatch is None:
            return
        try:
            if not route.choose(dispatch):
                return
            channel = route.channel(dispatch)
            receipt = adapter.of(channel).send(route.prepare(dispatch), channel, partial(route.step.hand_over, dispatch))
        except Temporary as later:
            _put_off(route, dispatch, later)
        except Permanent as never:
            route.step.mark_failed(dispatch, never.reason)
        except Unknown as lost:
            route.step.look_again(dispatch, clock.now() + SOONEST_LOOK, lost.reason)
        except Exception as fault:
            # A fault of ours is no reason to lose the message: before the last word it waits, after it somebody must look.
            log.exception("dispatch.fault", message=message_id)
            if dispatch.state == Way.State.HANDING_OVER:
                route.step.look_again(dispatch, clock.now() + SOONEST_LOOK)
            else:
                says = _("Something went wrong on our side (%(what)s).") % {"what": type(fault).__name__}
                _put_off(route, dispatch, Temporary(says))
        else:
            route.step.mark_sent(dispatch, receipt)


def _put_off(route: Route, dispatch: Way, later: Temporary) -> None:
    if dispatch.attempts > len(BACKOFF):
        route.step.mark_failed(dispatch, later.reason)
    else:
        wait = timedelta(seconds=later.retry_after) if later.retry_after else BACKOFF[dispatch.attempts - 1]
        route.step.put_off(dispatch, clock.now() + wait, later.reason)


def find_out(message_id: int, route: Route = TO_CUSTOMERS) -> None:
    """Learn what became of a message whose worker died, or whose answer was lost, at the last word."""
    # While its worker lives it holds the lock and waits for the answer itself.
    with held(f"{route.name}:{message_id}") as mine:
        dispatch = route.doubtful(message_id) if mine else None
        if dispatch is None:
            return
        message, channel = dispatch.message, route.channel(dispatch)
        age = clock.now() - (dispatch.claimed_at or message.created_at)
        # A copy may be on its way for a while after the provider took the message; until then its absence proves nothing.
        patient = age < timedelta(seconds=settings.COPY_GRACE_SECONDS)
        can_tell = True
        try:
            taken = adapter.of(channel).was_sent(message.external_id, channel)
            can_tell = taken is not None
        except Exception as fault:
            log.warning("dispatch.unclear", message=message_id, fault=type(fault).__name__)
            taken = None
        if taken:
            route.step.mark_settled(message.external_id)
        elif taken is False and not patient:
            route.step.put_off(dispatch, clock.now(), "")
        else:
            if not (can_tell and patient) and dispatch.state == Way.State.HANDING_OVER:
                route.step.mark_unknown(
                    dispatch, dispatch.reason or _("The connection broke off at the last word, so the message may have been sent.")
                )
            route.step.look_again(dispatch, clock.now() + min(max(SOONEST_LOOK, age / 4), SELDOMEST_LOOK))
