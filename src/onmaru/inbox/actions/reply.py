from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from onmaru.events import actor
from onmaru.events.actor import SYSTEM
from onmaru.events.log import record
from onmaru.inbox.actions._findable import findable
from onmaru.inbox.actions._locked import locked_to_write
from onmaru.inbox.actions.dispatch import mark_sent
from onmaru.inbox.actions.hold import check_hold, let_go
from onmaru.inbox.actions.resolve import resolve_locked
from onmaru.inbox.events import MessageQueued
from onmaru.inbox.models import Attachment, Conversation, Dispatch, Draft, Message
from onmaru.inbox.outbound import Receipt
from onmaru.inbox.recipients import Nobody, recipients_of
from onmaru.inbox.rich import Rich, plain, to_json
from onmaru.inbox.writing import external_id, preview, recipients
from onmaru.kit import clock
from onmaru.kit.prepared import prepared
from onmaru.people.models import Agent

# How long a reply can be taken back, on channels where it does not leave at once.
UNDO_WINDOW = timedelta(seconds=10)


class Unseen(Exception):
    """The customer wrote something the agent has not seen yet, or a colleague has answered meanwhile; nothing was sent."""

    def __init__(self, messages: list[Message]) -> None:
        super().__init__(f"{len(messages)} unseen")
        self.messages = messages


class Empty(ValueError):
    """Neither text nor a file."""


class TooLong(ValueError):
    """More text than the channel takes."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How a reply leaves. `at` sends later; `cc` None keeps everyone in copy; `resolve` resolves the conversation with it."""

    at: datetime | None = None
    cancel_if_customer_writes: bool = False
    resolve: bool = False
    cc: tuple[str, ...] | None = None
    html: str = ""
    # A card or the like beside the text; without a text, what it says in words becomes the text.
    rich: Rich | None = None
    # The files of the agent's draft go along, and the draft is done with. Not so for what many get at once.
    takes_draft: bool = True
    # The same for the same press of a button: what is sent twice with it leaves once.
    key: str = ""


@transaction.atomic
def reply(conversation: Conversation, by: Agent, text: str, seen: int | None = None, sending: Sending | None = None) -> Message:
    """Answer the customer with the agent's words and the files of their draft. `seen` is the last message they saw."""
    sending = sending or Sending()
    conversation = locked_to_write(conversation)
    if known := _sent_already(conversation, by, sending.key):
        return known
    if unseen := _unseen(conversation, by, seen):
        raise Unseen(unseen)
    check_hold(conversation, by)
    mine = Draft.objects.filter(conversation=conversation, agent=by, purpose=Draft.Purpose.REPLY)
    # Most answers were typed and sent at once: where no draft was kept, there is nothing to take along.
    drafts = list(mine.values_list("pk", flat=True)) if sending.takes_draft else []
    files = Attachment.objects.filter(draft__in=drafts)
    if sending.rich:
        text = text.strip() or plain(sending.rich)
    if not text.strip() and not files:
        raise Empty
    if len(text) > conversation.channel.can.max_text:
        raise TooLong
    message = _queue(conversation, text, by, sending)
    names = list(files.values_list("name", flat=True))
    if names and files.update(message=message, draft=None):
        Conversation.objects.filter(pk=conversation.pk).update(has_attachments=True)
    if drafts:
        mine.delete()
    findable(message, names)
    _hand_over(message, conversation)
    let_go(conversation.pk, by)
    if sending.resolve:
        resolve_locked([conversation], by)
    return message


@transaction.atomic
def reply_automatically(conversation: Conversation, text: str, html: str = "", rich: Rich | None = None) -> Message:
    """Say something in the product's own name. The customer still waits: a machine's words are no answer."""
    conversation = locked_to_write(conversation)
    message = _queue(conversation, text, None, Sending(cc=(), html=html, rich=rich))
    _hand_over(message, conversation)
    return message


def _hand_over(message: Message, conversation: Conversation) -> None:
    """Let the customer have it now, where nothing lies between us and them, and nothing that was written earlier is still on its way."""
    at_hand = conversation.channel.kind_of.at_hand
    for dispatch in _ready(message.pk, message.created_at) if at_hand else ():
        if at_hand and (provider_id := at_hand(message)):
            mark_sent(dispatch, Receipt(external_id=provider_id))


@prepared
def _ready(number: int, now: datetime) -> QuerySet[Dispatch]:
    return Dispatch.objects.ready(now).select_related("message").filter(pk=number)


def _sent_already(conversation: Conversation, by: Agent, key: str) -> Message | None:
    return next(iter(_sent_by(conversation.channel_id, by.pk, key)), None) if key else None


@prepared
def _sent_by(channel: int, agent: int, key: str) -> QuerySet[Message]:
    return Message.objects.filter(channel=channel, agent=agent, dedupe_key=key)


def _unseen(conversation: Conversation, by: Agent, seen: int | None) -> list[Message]:
    if seen is None:
        return []
    of_customer = Q(direction=Message.Direction.IN, machine="")
    of_colleague = Q(direction=Message.Direction.OUT, automatic=False) & ~Q(agent=by)
    taken_back = Q(dispatch__state=Dispatch.State.CANCELLED)
    return list(conversation.messages.filter(of_customer | of_colleague, id__gt=seen).exclude(taken_back).order_by("id"))


def _queue(conversation: Conversation, text: str, by: Agent | None, sending: Sending) -> Message:
    now = clock.now()
    try:
        to, copies = recipients_of(conversation, sending.cc)
    except Nobody as error:
        raise Empty("nobody to write to") from error
    episode = conversation.episodes.order_by("-ordinal").first()
    assert episode is not None
    message = Message.objects.create(
        conversation=conversation,
        episode=episode,
        channel=conversation.channel,
        direction=Message.Direction.OUT,
        agent=by,
        automatic=by is None,
        subject=conversation.subject,
        text=text,
        html=sending.html,
        rich=to_json(sending.rich) if sending.rich else None,
        sender_name=by.name if by else "",
        recipients=recipients([*to, *copies]),
        # Given before the first try, so that every try carries the same and an answer to any of them finds its way.
        external_id=external_id(conversation.pk, conversation.channel.handle),
        dedupe_key=sending.key,
        created_at=now,
        filed_by="written",
    )
    undo = timedelta(0) if by is None or conversation.channel.can.instant else UNDO_WINDOW
    Dispatch.objects.create(
        message=message,
        due_at=sending.at or now + undo,
        scheduled_by=by if sending.at else None,
        cancel_if_customer_writes=sending.cancel_if_customer_writes,
        waiting_since=conversation.customer_waiting_since if by else None,
        # One that is resolved already is not opened by taking the answer back.
        resolves=sending.resolve and conversation.status != Conversation.Status.RESOLVED,
    )
    if by:
        conversation.preview = preview(message)
        conversation.last_activity_at = now
        conversation.customer_waiting_since = None
    conversation.message_count += 1
    conversation.save(update_fields=["preview", "last_activity_at", "customer_waiting_since", "message_count"])
    record(MessageQueued(conversation_id=conversation.pk, message_id=message.pk), by=actor.agent(by.pk) if by else SYSTEM)
    return message
