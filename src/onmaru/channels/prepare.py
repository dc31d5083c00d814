"""Turns a stored message into what an adapter is handed. Reads only."""

from functools import partial

from onmaru.channels.wording import placed, words
from onmaru.inbox import rich
from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Attachment, Channel, Conversation, Message, SideMessage
from onmaru.inbox.outbound import Outbound, OutboundAttachment
from onmaru.kit import storage
from onmaru.people.models import Agent

# Clients thread by the first and the latest ids; more would only make long conversations' headers longer.
REFERENCES = 10


def prepare(message: Message, via: Channel | None = None, handle: str = "") -> Outbound:
    """`via` is the channel it leaves by instead of its own, `handle` the customer's there."""
    earlier = message.conversation.messages.filter(created_at__lt=message.created_at).order_by("created_at", "id")
    last_in = earlier.filter(direction=Message.Direction.IN, machine="").last()
    known = earlier.known_to(via) if via else earlier
    others = known.exclude(external_id="").exclude(pk=last_in.pk if last_in else None)
    ids = list(others.values_list("external_id", flat=True))
    if last_in and last_in.external_id and via in (None, last_in.channel):
        ids.append(last_in.external_id)
    files = list(message.attachments.exclude(blob=""))
    to, cc = _recipients(message, via, handle)
    text, html = words(message, files, via or message.channel)
    return Outbound(
        message_id=message.pk,
        conversation_id=message.conversation_id,
        external_id=message.external_id,
        sender_name=message.sender_name,
        to=to,
        cc=cc,
        subject=message.subject,
        text=text,
        html=html,
        rich=rich.read(message.rich) if message.rich else None,
        references=tuple(ids[:1] + ids[1:][-(REFERENCES - 1) :]),
        quoted=last_in.text if last_in else "",
        quoted_by=(last_in.sender_name or last_in.sender_handle) if last_in else "",
        quoted_at=last_in.created_at if last_in else None,
        signature=_signature(message.agent, message.conversation),
        attachments=tuple(placed(message, file, _handed(file), via or message.channel) for file in files),
        automatic=message.automatic,
        language=message.conversation.language or message.channel.language,
    )


def prepare_side(message: SideMessage) -> Outbound:
    """The same for a message to an outsider. Of the customer's messages it holds what the agent chose, and no reference to them."""
    thread = message.thread
    earlier = list(thread.messages.filter(created_at__lt=message.created_at).exclude(external_id="").order_by("created_at", "id"))
    last_in = next((one for one in reversed(earlier) if one.is_in and not one.machine), None)
    ids = [one.external_id for one in earlier if one is not last_in] + ([last_in.external_id] if last_in else [])
    return Outbound(
        message_id=message.pk,
        conversation_id=thread.conversation_id,
        side_thread_id=thread.pk,
        external_id=message.external_id,
        sender_name=message.sender_name,
        to=_parties(message, "to"),
        cc=(),
        subject=message.subject,
        text="\n\n".join(part for part in (message.text.strip(), message.quoted) if part),
        references=tuple(ids[:1] + ids[1:][-(REFERENCES - 1) :]),
        quoted=last_in.text if last_in else "",
        quoted_by=(last_in.sender_name or last_in.sender_handle) if last_in else "",
        quoted_at=last_in.created_at if last_in else None,
        signature=_signature(message.agent, thread.conversation),
        attachments=tuple(_handed(file) for file in message.attachments.exclude(blob="")),
        language=thread.channel.language,
    )


def _signature(agent: Agent | None, conversation: Conversation) -> str:
    """An agent's own, else their team's; without either the mailbox has one, or none. What the product says by itself is nobody's."""
    if agent is None:
        return ""
    return agent.signature.strip() or (conversation.team.signature if conversation.team else "")


def _recipients(message: Message, via: Channel | None, handle: str) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    to, cc = _parties(message, "to"), _parties(message, "cc")
    if via is None or via.kind_of.handle_sort == message.channel.kind_of.handle_sort:
        return to, cc
    # The message's own recipients are handles of another sort.
    return (Party(handle, message.conversation.customer.merged.name),), ()


def _handed(file: Attachment) -> OutboundAttachment:
    return OutboundAttachment(
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        read=partial(storage.open, file.blob),
        inline=file.inline,
        cid=file.cid,
    )


def _parties(message: Message | SideMessage, role: str) -> tuple[Party, ...]:
    return tuple(Party(handle, name, "cc" if role == "cc" else "to") for handle, name in message.recipients.get(role, []))
