"""Finds the conversation a message belongs to, in the database. The order: token, references, subject with the same sender."""

from dataclasses import dataclass
from datetime import timedelta

from onmaru.customers.models import Customer, Identity
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Channel, Conversation, Message, Participant
from onmaru.kit import clock
from onmaru.kit.rows import one
from onmaru.people.models import Agent

# A subject alone threads only what its sender wrote lately.
SUBJECT_WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes. `related` is a conversation it pointed at but may not enter; a person can merge them."""

    conversation: Conversation | None
    how: str
    related: Conversation | None = None


def place(channel: Channel, inbound: Inbound, identity: Identity, colleague: Agent | None = None) -> Place:
    """Decide by what the message says and who sent it. A stranger's message never enters somebody's conversation."""
    if channel.can.chosen:
        return _chosen(channel, inbound, identity)
    if not channel.can.subject:
        # Where a person has one endless thread with us, whatever they write continues it.
        latest = Conversation.objects.filter(customer_id=identity.customer_id, channel=channel, merged_into=None, deleted_at=None)
        return Place(latest.order_by("-last_activity_at").first(), "person")
    pointed = None
    for how, conversation in _pointed_at(channel, inbound):
        conversation = final(conversation)
        if conversation.deleted_at:
            # Nobody would see it there. It begins anew.
            continue
        if colleague or _takes_part(conversation, identity):
            return Place(conversation, how)
        pointed = pointed or conversation
    if pointed is None and colleague is None and (conversation := _same_subject(channel, inbound, identity)):
        return Place(conversation, "subject")
    return Place(None, "new", related=pointed)


def _chosen(channel: Channel, inbound: Inbound, identity: Identity) -> Place:
    named = Conversation.objects.filter(channel=channel, provider_id=inbound.hints.provider_id).exclude(provider_id="")
    found = one(named.select_related("merged_into", "customer"))
    conversation = final(found) if found else None
    # One that was deleted is brought back by what its customer writes into it.
    if conversation and _takes_part(conversation, identity):
        return Place(conversation, "token")
    return Place(None, "new", related=conversation)


def _pointed_at(channel: Channel, inbound: Inbound) -> list[tuple[str, Conversation]]:
    found: list[tuple[str, Conversation]] = []
    if inbound.hints.conversation_id is not None:
        named = Conversation.objects.filter(pk=inbound.hints.conversation_id).first()
        if named:
            found.append(("token", named))
    references = [reference for reference in inbound.hints.references if reference]
    if references:
        known: dict[str, set[int]] = {}
        rows = Message.objects.known_to(channel).filter(external_id__in=references).values_list("external_id", "conversation_id")[:200]
        for external_id, conversation_id in rows:
            known.setdefault(external_id, set()).add(conversation_id)
        # An id that two conversations know was reused by some program and tells nothing.
        chosen = next((known[reference] for reference in references if len(known.get(reference, ())) == 1), None)
        if chosen:
            found.append(("references", Conversation.objects.get(pk=next(iter(chosen)))))
    return found


def final(conversation: Conversation) -> Conversation:
    """Where a merged conversation's messages go now."""
    seen = {conversation.pk}
    while conversation.merged_into is not None and conversation.merged_into.pk not in seen:
        conversation = conversation.merged_into
        seen.add(conversation.pk)
    return conversation


def _takes_part(conversation: Conversation, identity: Identity) -> bool:
    person = identity.customer.merged.pk
    if conversation.customer_id in (identity.customer_id, person):
        return True
    if Customer.objects.filter(pk=conversation.customer_id, person_id=person).exists():
        return True
    return Participant.objects.filter(conversation=conversation, handle=identity.handle).exists()


def _same_subject(channel: Channel, inbound: Inbound, identity: Identity) -> Conversation | None:
    if not inbound.hints.subject or inbound.machine or identity.is_new:
        return None
    recent = Conversation.objects.filter(
        customer_id=identity.customer_id,
        channel=channel,
        thread_subject=inbound.hints.subject,
        merged_into=None,
        deleted_at=None,
        last_activity_at__gte=clock.now() - SUBJECT_WINDOW,
    )
    return recent.order_by("-last_activity_at").first()
