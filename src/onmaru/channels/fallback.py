"""Answers that leave by a mailbox, because the conversation's own channel does not reach the customer at this moment. Reads only.

The package of a kind registers a rule that says when that is so; it is asked at every try, so whoever has come back in between is answered
where they are. The mail carries the reply address of its conversation, so what the customer answers there is filed in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onmaru.customers.models import Customer, Identity
from onmaru.inbox import kinds
from onmaru.inbox.models import Channel, Conversation, Message, Participant

Rule = Callable[[Message], bool]
_rules: dict[str, Rule] = {}
# Of the settings of a channel: the number of the mailbox that speaks for it.
MAILBOX = "answers_by"


@dataclass(frozen=True, slots=True)
class ByMail:
    """The mailbox that a message leaves by, and the customer's address."""

    channel: Channel
    to: str


def register(kind: str, rule: Rule) -> None:
    """`rule(message)`: whether a channel of this kind does not reach the message's customer now."""
    _rules[kind] = rule


def way_for(message: Message) -> ByMail | None:
    """How a message leaves instead of by its own channel; None where that reaches the customer, or nothing else does."""
    rule = _rules.get(message.channel.kind)
    if rule is None or not rule(message):
        return None
    mailbox = mailbox_for(message.channel)
    to = _written_to(message, mailbox) if mailbox else ""
    return ByMail(mailbox, to) if mailbox and to else None


def _written_to(message: Message, mailbox: Channel) -> str:
    if mailbox.kind_of.handle_sort == message.channel.kind_of.handle_sort:
        return next((handle for handle, _name in message.recipients.get("to", [])), "")
    return address_of(message.conversation, mailbox)


def mailbox_for(channel: Channel) -> Channel | None:
    """The mailbox that was chosen in the channel's settings, else one of its team, else the first."""
    found = list(mailboxes())
    chosen = next((one for one in found if one.pk == channel.settings.get(MAILBOX)), None)
    of_team = next((one for one in found if one.team_id == channel.team_id), None)
    return chosen or of_team or (found[0] if found else None)


def mailboxes() -> list[Channel]:
    """The channels that can write a letter to anybody."""
    able = [kind.code for kind in kinds.everyone() if kind.can.outsiders and kind.can.subject]
    return list(Channel.objects.active().filter(kind__in=able).order_by("pk"))


def address_of(conversation: Conversation, mailbox: Channel) -> str:
    """Where the customer reads mail: the address they left in this conversation, else one of theirs, rather one that mail reaches."""
    left = Participant.objects.filter(conversation=conversation, role=Participant.Role.CUSTOMER, handle__contains="@")
    if found := left.order_by("-id").values_list("handle", flat=True).first():
        return found
    person = Customer.objects.same_person_as(conversation.customer)
    theirs = Identity.objects.filter(sort=mailbox.kind_of.handle_sort, customer__in=person)
    return theirs.order_by("-undeliverable_at", "id").values_list("handle", flat=True).first() or ""


def reachable(conversations: Mapping[int, int]) -> set[int]:
    """Of conversations (with the person of each) those whose customer's address is known; so many questions however many they are."""
    left = Participant.objects.filter(conversation__in=conversations, role=Participant.Role.CUSTOMER, handle__contains="@")
    people = set(conversations.values())
    sorts = {mailbox.kind_of.handle_sort for mailbox in mailboxes()}
    known = Identity.objects.filter(customer__in=Customer.objects.of_people(people).values("pk"), sort__in=sorts)
    persons = {person or customer for customer, person in known.values_list("customer", "customer__person")}
    return set(left.values_list("conversation", flat=True)) | {number for number, person in conversations.items() if person in persons}
