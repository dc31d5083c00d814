"""The two routes out: to customers and to outsiders. They differ in their rows; how a message is claimed, sent and found again is one."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from onmaru.channels import fallback
from onmaru.channels.prepare import prepare, prepare_side
from onmaru.inbox.actions import dispatch, side_dispatch
from onmaru.inbox.models import Channel, Dispatch, SideDispatch
from onmaru.inbox.outbound import Outbound


@dataclass(frozen=True, slots=True)
class Route:
    """`step` is the module of actions that take a message along; `name` begins its lock's name.

    `choose` settles by which channel a claimed message leaves; False when the claim was lost meanwhile.
    """

    name: str
    step: ModuleType
    prepare: Callable[[Any], Outbound]
    choose: Callable[[Any], bool]
    channel: Callable[[Any], Channel]
    doubtful: Callable[[int], Any]


def _doubtful(message_id: int) -> Dispatch | None:
    return Dispatch.objects.in_doubt().select_related("message__channel", "via").filter(pk=message_id).first()


def _doubtful_outside(message_id: int) -> SideDispatch | None:
    return SideDispatch.objects.in_doubt().select_related("message__thread__channel").filter(pk=message_id).first()


def _choose(way: Dispatch) -> bool:
    mail = fallback.way_for(way.message)
    return dispatch.leave_by(way, mail.channel, mail.to) if mail else dispatch.leave_by(way, None)


TO_CUSTOMERS = Route(
    "dispatch",
    dispatch,
    lambda way: prepare(way.message, way.via, way.via_handle),
    _choose,
    lambda way: way.via or way.message.channel,
    _doubtful,
)
TO_OUTSIDERS = Route(
    "side_dispatch",
    side_dispatch,
    lambda way: prepare_side(way.message),
    lambda way: True,
    lambda way: way.message.thread.channel,
    _doubtful_outside,
)
