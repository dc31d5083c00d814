from django.db.models import QuerySet

from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Conversation, Message, Participant


class Nobody(LookupError):
    """No handle of the customer is known that this channel could reach."""


def recipients_of(
    conversation: Conversation, cc: tuple[str, ...] | None = None, last: Message | None = None
) -> tuple[list[Party], list[Party]]:
    """To whom an answer goes: the last person of the customer's side who wrote, else the customer; in copy who took part, unless chosen.

    `last` is that person's message, where the caller has read it already.
    """
    sort = conversation.channel.kind_of.handle_sort
    # After a merge across channels the last one may have written from where this channel does not reach.
    if last is None or last.identity is None or last.identity.sort != sort:
        last = last_reachable(conversation.messages.all(), sort)
    identity = (last.identity if last else None) or conversation.customer.identities.filter(sort=sort).order_by("id").first()
    if identity is None:
        raise Nobody
    answer_to = [] if last is None else last.recipients.get("reply_to", [])
    to = [Party(handle, name, "to") for handle, name in answer_to[:1]] or [Party(identity.handle, identity.name, "to")]
    if not conversation.channel.can.participants:
        return to, []
    if cc is not None:
        return to, [Party(handle, "", "cc") for handle in cc if handle != to[0].handle]
    others = Participant.objects.filter(conversation=conversation).exclude(handle__in=[to[0].handle, identity.handle])
    return to, [Party(other.handle, other.name, "cc") for other in others.exclude(role=Participant.Role.COLLEAGUE)]


def last_reachable(messages: QuerySet[Message], sort: str) -> Message | None:
    """The last message of a person whose handle is of this sort."""
    theirs = messages.filter(direction=Message.Direction.IN, machine="", identity__sort=sort)
    return theirs.select_related("identity").order_by("-created_at", "-id").first()
