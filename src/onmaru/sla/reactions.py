from typing import Any

from onmaru.customers.events import CustomerEdited, CustomerMarkedVip, CustomersMerged, CustomersUnmerged, CustomerUnmarkedVip
from onmaru.customers.models import Customer
from onmaru.events.reactions import on, on_many
from onmaru.inbox.bulk.events import ConversationDeleted, ConversationRestored, ConversationUndeleted
from onmaru.inbox.events import (
    CallMade,
    ChannelHoursDropped,
    ChannelHoursSet,
    ConversationMarkedSpam,
    ConversationMerged,
    ConversationReopened,
    ConversationResolved,
    ConversationSnoozed,
    ConversationSplit,
    ConversationTagged,
    ConversationTransferred,
    ConversationUnmarkedSpam,
    ConversationUnmerged,
    ConversationUntagged,
    ConversationWoken,
    MessageBounced,
    MessageCancelled,
    MessageDetached,
    MessageFailed,
    MessageQueued,
    MessageReceived,
    MessageSent,
    ReasonGiven,
)
from onmaru.inbox.models import Conversation, Dispatch
from onmaru.inbox.view_events import ConversationPrioritised
from onmaru.people.events import HoursDropped, HoursSet, TeamDisbanded
from onmaru.segments.events import SegmentRetired, SegmentWritten
from onmaru.sla.actions.recalculate import recalculate_all
from onmaru.sla.actions.retime import retime
from onmaru.sla.events import PolicyRetired, PolicyWritten
from onmaru.sla.facts import PUT_OFF
from onmaru.sla.models import Policy


@on_many(MessageReceived)
def customer_wrote(happened: list[MessageReceived]) -> None:
    """A machine's words ask for nothing."""
    retime({event.conversation_id for event in happened if not event.machine})


@on_many(MessageQueued)
def agent_answered(happened: list[MessageQueued]) -> None:
    """A machine's words answer nothing either."""
    answers = Dispatch.objects.filter(pk__in=[event.message_id for event in happened], message__automatic=False)
    retime(answers.values_list("message__conversation", flat=True))


@on_many(MessageSent)
def answer_left(happened: list[MessageSent]) -> None:
    """Where it was put off on purpose, it answers only now."""
    sent = Dispatch.objects.filter(pk__in=[event.message_id for event in happened], message__automatic=False)
    times = sent.values_list("message__conversation", "due_at", "message__created_at")
    retime({number for number, due_at, created_at in times if due_at - created_at > PUT_OFF})


@on_many(
    MessageCancelled, MessageFailed, MessageBounced,
    ConversationResolved, ConversationReopened, ConversationSnoozed, ConversationWoken,
    ConversationMarkedSpam, ConversationUnmarkedSpam, ConversationDeleted, ConversationUndeleted, ConversationRestored,
    ConversationTransferred, ConversationPrioritised, CallMade,
)  # fmt: skip
def something_changed(happened: list[Any]) -> None:
    retime({event.conversation_id for event in happened})


@on_many(ReasonGiven)
def is_about(happened: list[ReasonGiven]) -> None:
    """Every message gets a reason, and in most shops no policy asks for one."""
    if Policy.objects.in_force().exclude(reason=None).exists():
        retime({event.conversation_id for event in happened})


@on(ConversationMerged, ConversationUnmerged)
def became_one_or_two(event: ConversationMerged | ConversationUnmerged) -> None:
    retime([event.conversation_id, event.source_id])


@on(ConversationSplit, MessageDetached)
def became_another(event: ConversationSplit | MessageDetached) -> None:
    retime([event.conversation_id, event.to_id])


@on(CustomerMarkedVip, CustomerUnmarkedVip)
def matters_more_or_less(event: CustomerMarkedVip | CustomerUnmarkedVip) -> None:
    _retime_those_of(event.customer_id)


@on(CustomerEdited, CustomersMerged, CustomersUnmerged)
def is_known_otherwise(event: CustomerEdited | CustomersMerged | CustomersUnmerged) -> None:
    """To which segments somebody belongs may have changed, and in most shops no policy asks for any."""
    if Policy.objects.in_force().exclude(segment=None).exists():
        for number in {event.customer_id, getattr(event, "source_id", event.customer_id)}:
            _retime_those_of(number)


@on_many(ConversationTagged, ConversationUntagged)
def is_tagged_otherwise(happened: list[ConversationTagged | ConversationUntagged]) -> None:
    if Policy.objects.in_force().exclude(segment=None).exists():
        tagged = Conversation.objects.filter(pk__in={event.conversation_id for event in happened})
        for number in set(tagged.values_list("customer", flat=True)):
            _retime_those_of(number)


def _retime_those_of(customer: int) -> None:
    person = Customer.objects.same_person_as(Customer.objects.get(pk=customer)).values("pk")
    theirs = Conversation.objects.filter(customer__in=person).exclude(status=Conversation.Status.RESOLVED)
    retime(theirs.values_list("pk", flat=True))


@on(HoursSet, HoursDropped, ChannelHoursSet, ChannelHoursDropped, PolicyWritten, PolicyRetired, TeamDisbanded)
def begin_anew(
    event: HoursSet | HoursDropped | ChannelHoursSet | ChannelHoursDropped | PolicyWritten | PolicyRetired | TeamDisbanded,
) -> None:
    """Everything is worked out with the new policy or hours, or without those of a team; bit by bit, so that nobody waits for it."""
    recalculate_all()


@on(SegmentWritten, SegmentRetired)
def means_others(event: SegmentWritten | SegmentRetired) -> None:
    if Policy.objects.in_force().filter(segment=event.segment_id).exists():
        recalculate_all()
