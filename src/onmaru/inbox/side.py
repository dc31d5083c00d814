"""Which side thread a message from outside belongs to, and which channel speaks with outsiders. Reads only."""

from onmaru.customers.handles import normalised
from onmaru.customers.models import Customer, Identity
from onmaru.inbox import kinds
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Channel, Conversation, SideMessage, SideThread
from onmaru.inbox.public_domains import PUBLIC


class NoWayOut(LookupError):
    """No channel is connected that could write to an outsider."""


def channel_for(conversation: Conversation) -> Channel:
    """The conversation's own channel where that can write to anybody, else one of its team, else any."""
    if conversation.channel.can.outsiders and conversation.channel.paused_at is None:
        return conversation.channel
    found = channels()
    if not found:
        raise NoWayOut
    return next((channel for channel in found if channel.team_id == conversation.team_id), found[0])


def channels() -> list[Channel]:
    """Every channel that could write to an outsider."""
    able = [kind.code for kind in kinds.everyone() if kind.can.outsiders]
    return list(Channel.objects.active().filter(kind__in=able).order_by("pk"))


def thread_of(channel: Channel, inbound: Inbound) -> SideThread | None:
    """The side thread a message may enter: it names one by our signed address or answers a message of it, and its sender is of it."""
    for thread in _pointed_at(channel, inbound):
        if may_enter(thread, inbound.sender.handle, channel):
            return thread
    return None


def reported(channel: Channel, inbound: Inbound) -> SideMessage | None:
    """The message of ours to an outsider that a mail server's report is about."""
    about = [inbound.failure.external_id] if inbound.failure else list(inbound.hints.references)
    ours = SideMessage.objects.filter(thread__channel=channel, direction="out", external_id__in=[one for one in about if one])
    return ours.select_related("thread").first()


def may_enter(thread: SideThread, handle: str, channel: Channel) -> bool:
    """Whom we wrote to, and their colleagues; never the customer, whatever address of ours they came by."""
    handle = normalised(handle)
    if is_customers(thread.conversation, handle, channel):
        return False
    domain = handle.rpartition("@")[2]
    colleague = domain not in PUBLIC and any(known.rpartition("@")[2] == domain for known in thread.handles)
    return handle in thread.handles or colleague


def is_customers(conversation: Conversation, handle: str, channel: Channel) -> bool:
    """Whether a handle is one of this conversation's customer, of all rows that are this person."""
    person = Customer.objects.same_person_as(conversation.customer)
    return Identity.objects.filter(sort=channel.kind_of.handle_sort, handle=handle, customer__in=person).exists()


def _pointed_at(channel: Channel, inbound: Inbound) -> list[SideThread]:
    threads = SideThread.objects.select_related("conversation__customer").filter(channel=channel)
    found = list(threads.filter(pk=inbound.hints.side_thread_id)) if inbound.hints.side_thread_id is not None else []
    references = [reference for reference in inbound.hints.references if reference]
    if references:
        answered = SideMessage.objects.filter(thread__channel=channel, external_id__in=references)
        found += threads.filter(pk__in=answered.values("thread")).order_by("-pk")[:5]
    return found
