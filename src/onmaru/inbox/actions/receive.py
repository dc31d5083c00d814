from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from onmaru.customers.actions.identify import identify
from onmaru.customers.handles import normalised
from onmaru.customers.models import Identity
from onmaru.events import actor
from onmaru.events.happening import Happening
from onmaru.events.log import record
from onmaru.inbox.actions._attach import Kept, keep
from onmaru.inbox.actions._episode import open_episode
from onmaru.inbox.actions._findable import findable
from onmaru.inbox.actions.cancel import cancel_because_customer_wrote
from onmaru.inbox.actions.delete import undelete
from onmaru.inbox.events import (
    ConversationOpened,
    ConversationRelated,
    ConversationReopened,
    ConversationSleptOn,
    ConversationWoken,
    MessageReceived,
)
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Attachment, Channel, Conversation, Episode, Message, Participant
from onmaru.inbox.portal.links import without_keys
from onmaru.inbox.thread import Place, final, place
from onmaru.inbox.writing import one_line, recipients
from onmaru.kit import clock
from onmaru.kit.rows import one
from onmaru.language.questions import questions
from onmaru.people.models import Agent

# Machines that speak of a message of ours, not to us.
REPORTS = frozenset({"bounce", "delivery_report"})
# What a message changes in its conversation's own row.
COUNTED = [
    "status",
    "snoozed_until",
    "wakes_on",
    "message_count",
    "has_attachments",
    "preview",
    "last_activity_at",
    "customer_waiting_since",
]


class Unplaceable(Exception):
    """A machine's report about a message that is not ours; there is no conversation to file it in."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Received:
    """The message as filed; `is_new` is false when it was here already."""

    message: Message
    is_new: bool


# Has a look at a message, knowing who sent it, before it is filed: a flood is marked as a machine's.
Screen = Callable[[Inbound, Channel, Identity], Inbound]


def receive(
    channel: Channel, inbound: Inbound, delivery_id: int | None = None, into: Conversation | None = None, screen: Screen | None = None
) -> Received:
    """File an inbound message once: thread, conversation, episode, message, attachments, who waits since when.

    `into` is where a person put it, whatever the message itself says.
    """
    # Files go to the blob store first: it is addressed by content, so a second run stores nothing twice.
    kept = [keep(attachment, settings.MAX_ATTACHMENT_BYTES) for attachment in inbound.attachments]
    try:
        with transaction.atomic():
            return Received(_file(channel, inbound, kept, delivery_id, into, screen), is_new=True)
    except IntegrityError:
        # It was here before, or came in twice at once: the constraint lets one through, which spares every other message a look.
        if known := _filed(channel, inbound):
            return Received(known, is_new=False)
        raise


def _filed(channel: Channel, inbound: Inbound) -> Message | None:
    return one(Message.objects.filter(channel=channel, dedupe_key=inbound.dedupe_key))


def _file(
    channel: Channel, inbound: Inbound, kept: list[Kept], delivery_id: int | None, into: Conversation | None, screen: Screen | None
) -> Message:
    if inbound.machine in REPORTS:
        return _file_report(channel, inbound, kept, delivery_id)
    colleague = _colleague(inbound) if channel.can.participants else None
    identity = identify(channel.kind_of.handle_sort, inbound.sender.handle, inbound.sender.name, inbound.language)
    if screen:
        inbound = screen(inbound, channel, identity)
    found = Place(final(into), "by_hand") if into else place(channel, inbound, identity, colleague)
    if found.conversation is None:
        colleague = None
    at = clock.now()
    conversation, episode, happened = _conversation(channel, inbound, at, identity, found, bool(kept), is_in=colleague is None)
    message = _message(channel, inbound, at, conversation, episode, identity, colleague, delivery_id, found.how)
    Attachment.objects.bulk_create([file.as_attachment(message=message) for file in kept])
    findable(message, [file.file.name for file in kept], opened=conversation if found.conversation is None else None)
    _take_part(conversation, inbound, channel, identity, colleague)
    if message.is_of_customer and found.conversation:
        cancel_because_customer_wrote(conversation)
    elif colleague and not message.machine:
        # They answered from their own mail program: the customer has it already.
        Episode.objects.filter(pk=episode.pk, first_response_at=None).update(
            first_response_at=message.created_at, first_response_by=colleague
        )
    if found.related:
        happened.append(ConversationRelated(conversation_id=conversation.pk, other_id=found.related.pk))
    opens = any(isinstance(event, ConversationOpened | ConversationReopened) for event in happened)
    record(
        *happened,
        MessageReceived(
            conversation_id=conversation.pk,
            message_id=message.pk,
            episode_id=episode.pk,
            opens_episode=opens and message.is_of_customer,
            machine=message.machine,
        ),
        by=actor.agent(colleague.pk) if colleague else actor.customer(identity.customer_id),
    )
    return message


def _colleague(inbound: Inbound) -> Agent | None:
    """An agent who writes from their own mail program. Whom the channel found forged is nobody's colleague."""
    if inbound.proven is False:
        return None
    return one(Agent.objects.at_work().filter(email__iexact=inbound.sender.handle).only("name"))


def _file_report(channel: Channel, inbound: Inbound, kept: list[Kept], delivery_id: int | None) -> Message:
    """A mail server's report stands beside the message it is about; its sender is nobody's customer."""
    about = [inbound.failure.external_id] if inbound.failure else list(inbound.hints.references)
    ours = Message.objects.known_to(channel).filter(direction=Message.Direction.OUT, external_id__in=[id for id in about if id])
    reported = ours.select_related("conversation", "episode").first()
    if reported is None:
        raise Unplaceable(f"{inbound.machine} of an unknown message")
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=reported.conversation_id)
    at = clock.now()
    message = _message(channel, inbound, at, conversation, reported.episode, None, None, delivery_id, "report")
    Attachment.objects.bulk_create([file.as_attachment(message=message) for file in kept])
    findable(message, [file.file.name for file in kept])
    _count_in(conversation, inbound, at, has_files=False, is_in=True)
    conversation.save(update_fields=COUNTED)
    record(
        MessageReceived(
            conversation_id=conversation.pk,
            message_id=message.pk,
            episode_id=reported.episode_id,
            opens_episode=False,
            machine=message.machine,
        )
    )
    return message


def _conversation(
    channel: Channel, inbound: Inbound, at: datetime, identity: Identity, found: Place, has_files: bool, is_in: bool
) -> tuple[Conversation, Episode, list[Happening]]:
    """The conversation, locked, with this message counted in; its last episode; and what happened to it."""
    if found.conversation is None:
        conversation = Conversation(
            channel=channel,
            customer=identity.customer,
            subject=one_line(inbound.subject, 250),
            thread_subject=inbound.hints.subject[:250],
            # A stranger who names somebody's conversation begins one without a name.
            provider_id="" if found.related else inbound.hints.provider_id[:100],
            team_id=channel.team_id,
            language=inbound.language,
            created_at=at,
            last_activity_at=at,
            spam_marked_at=at if identity.customer.is_blocked else None,
        )
        _count_in(conversation, inbound, at, has_files, is_in)
        conversation.save(force_insert=True)
        episode = open_episode(conversation, ordinal=1)
        return conversation, episode, [ConversationOpened(conversation_id=conversation.pk, episode_id=episode.pk)]
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=found.conversation.pk)
    if conversation.deleted_at:
        # Deleted between being found and being locked: what the customer wrote brings it back.
        undelete(conversation)
    episode = conversation.episodes.order_by("-ordinal").first()
    assert episode is not None
    happened: list[Happening] = []
    # A machine's message is filed beside the last episode; it neither wakes nor reopens. Spam stays spam.
    if not inbound.machine and inbound.asks and not conversation.is_spam:
        if conversation.status == Conversation.Status.RESOLVED:
            episode = open_episode(conversation, episode.ordinal + 1)
            conversation.status = Conversation.Status.OPEN
            happened = [ConversationReopened(conversation_id=conversation.pk, episode_id=episode.pk)]
        elif conversation.status == Conversation.Status.SNOOZED:
            if because := _wakes(conversation.wakes_on, inbound):
                conversation.status, conversation.snoozed_until = Conversation.Status.OPEN, None
                conversation.wakes_on = Conversation.WakesOn.ANSWER
                happened = [ConversationWoken(conversation_id=conversation.pk, because=because)]
            else:
                happened = [ConversationSleptOn(conversation_id=conversation.pk, wakes_on=conversation.wakes_on)]
    _count_in(conversation, inbound, at, has_files, is_in)
    conversation.save(update_fields=COUNTED)
    return conversation, episode, happened


def _count_in(conversation: Conversation, inbound: Inbound, at: datetime, has_files: bool, is_in: bool) -> None:
    """Make what the list shows of a conversation true with this message in it."""
    conversation.message_count += 1
    conversation.has_attachments |= has_files
    if inbound.machine:
        conversation.preview = conversation.preview or one_line(without_keys(inbound.text), 160)
        return
    conversation.preview = one_line(without_keys(inbound.text), 160)
    conversation.last_activity_at = at
    if not is_in:
        conversation.customer_waiting_since = None
    elif conversation.customer_waiting_since is None and not conversation.is_spam and inbound.asks:
        conversation.customer_waiting_since = at


def _wakes(wakes_on: str, inbound: Inbound) -> str:
    """Why this message ends the sleep; "" when it is not what the agent wanted to be woken for."""
    on = Conversation.WakesOn
    if wakes_on == on.QUESTION:
        return "question" if questions(inbound.text) else ""
    if wakes_on == on.ATTACHMENT:
        # The picture in a signature is no answer.
        return "attachment" if any(not file.inline for file in inbound.attachments) else ""
    return "customer" if wakes_on == on.ANSWER else ""


def _message(
    channel: Channel,
    inbound: Inbound,
    at: datetime,
    conversation: Conversation,
    episode: Episode,
    identity: Identity | None,
    colleague: Agent | None,
    delivery_id: int | None,
    how: str,
) -> Message:
    return Message.objects.create(
        conversation=conversation,
        episode=episode,
        channel=channel,
        direction=Message.Direction.OUT if colleague else Message.Direction.IN,
        identity=None if colleague else identity,
        agent=colleague,
        machine=inbound.machine or "",
        subject=inbound.subject,
        text=without_keys(inbound.text),
        quoted=without_keys(inbound.quoted),
        signature=without_keys(inbound.signature),
        html=without_keys(inbound.html),
        sender_name=inbound.sender.name[:200],
        sender_handle=inbound.sender.handle[:320],
        recipients=recipients(inbound.parties),
        external_id=inbound.external_id[:500],
        dedupe_key=inbound.dedupe_key,
        sent_at=inbound.sent_at,
        created_at=at,
        delivery_id=delivery_id,
        warnings=[warning[:200] for warning in inbound.warnings],
        filed_by=how,
    )


def _take_part(conversation: Conversation, inbound: Inbound, channel: Channel, identity: Identity, colleague: Agent | None) -> None:
    if not channel.can.participants or inbound.machine:
        return
    role = Participant.Role
    if colleague:
        sender = Participant(conversation=conversation, handle=identity.handle, name=colleague.name, role=role.COLLEAGUE)
    else:
        sender = Participant(conversation=conversation, handle=identity.handle, name=inbound.sender.name[:120], role=role.CUSTOMER)
    ours = {normalised(handle) for handle in (channel.handle, *inbound.own_handles)}
    copies = [
        Participant(conversation=conversation, handle=normalised(party.handle), name=party.name[:120], role=role.COPY)
        for party in inbound.parties[:50]
        if party.role in {"to", "cc"} and "@" in party.handle and _without_tag(normalised(party.handle)) not in ours
    ]
    Participant.objects.bulk_create([sender, *copies], ignore_conflicts=True)


def _without_tag(handle: str) -> str:
    """help+c12.abc@shop is help@shop."""
    local, _, domain = handle.partition("@")
    return f"{local.partition('+')[0]}@{domain}"
