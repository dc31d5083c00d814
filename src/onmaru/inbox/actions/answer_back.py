import hashlib
from datetime import timedelta

from onmaru.customers.models import Identity
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, InboundAttachment, Party
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.language.detect import detect

WINDOW, MOST = timedelta(minutes=10), 10


class TooMany(Exception):
    """More messages in a short time than a person writes."""


def answer_back(
    conversation: Conversation, person: Identity | None, text: str, files: tuple[InboundAttachment, ...] = (), once: str = ""
) -> Message:
    """File what a customer wrote in the portal. What is sent twice with the same `once` is one message."""
    identity = person or _who_asked(conversation)
    channel = _channel(conversation, identity)
    key = hashlib.sha256("\0".join(["portal", str(conversation.pk), once, text, *(file.name for file in files)]).encode()).hexdigest()
    lately = conversation.messages.filter(direction=Message.Direction.IN, created_at__gt=clock.now() - WINDOW)
    if lately.exclude(dedupe_key=key)[:MOST].count() >= MOST:
        raise TooMany
    written = Inbound(
        dedupe_key=key,
        external_id="",
        sender=Party(identity.handle, identity.name or identity.customer.merged.name, "from"),
        text=text,
        attachments=files,
        # They came in by a link that went to this address, but colleagues write at the desk.
        proven=False,
        language=detect(text),
    )
    return receive(channel, written, into=conversation).message


def _who_asked(conversation: Conversation) -> Identity:
    """Whoever has the link of one conversation speaks as the one who wrote there."""
    theirs = conversation.messages.filter(direction=Message.Direction.IN, machine="", identity__customer=conversation.customer_id)
    first = theirs.select_related("identity__customer__person").order_by("created_at", "id").first()
    return first.identity if first and first.identity else conversation.customer.identities.select_related("customer__person")[0]


def _channel(conversation: Conversation, identity: Identity) -> Channel:
    """The conversation's own, where this handle is of its sort; else one that knows such handles."""
    if conversation.channel.kind_of.handle_sort == identity.sort:
        return conversation.channel
    able = (one for one in Channel.objects.active().order_by("pk") if one.kind_of.handle_sort == identity.sort)
    return next(able, conversation.channel)
