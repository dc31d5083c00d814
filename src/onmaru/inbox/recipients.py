from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Conversation, Message, Participant
from onmaru.kit.prepared import prepared


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
        last = next(iter(_last_reachable(conversation.pk, sort)), None)
    identity = (last.identity if last else None) or conversation.customer.identities.filter(sort=sort).order_by("id").first()
    if identity is None:
        raise Nobody
    answer_to = [] if last is None else last.recipients.get("reply_to", [])
    to = [Party(handle, name, "to") for handle, name in answer_to[:1]] or [Party(identity.handle, identity.name, "to")]
    if not conversation.channel.can.participants:
        return to, []
    if cc is not None:
        return to, [Party(handle, "", "cc") for handle in cc if handle != to[0].handle]
    answered = {to[0].handle, identity.handle}
    return to, [Party(handle, name, "cc") for handle, name in _in_copy(conversation) if handle not in answered]


def _in_copy(conversation: Conversation) -> list[tuple[str, str]]:
    """Handles and names of who takes part, colleagues apart. Who read the conversation with `taking_part` spares the look."""
    read = getattr(conversation, "taking_part", None)
    if read is None:
        read = list(_taking_part(Participant.objects.filter(conversation=conversation)))
    return [(one["handle"], one["name"]) for one in read]


def taking_part() -> ArraySubquery:
    """For conversations that are read one at a time."""
    return ArraySubquery(_taking_part(Participant.objects.filter(conversation=OuterRef("pk"))))


def _taking_part(people: QuerySet[Participant]) -> QuerySet[Participant, dict[str, str]]:
    others = people.exclude(role=Participant.Role.COLLEAGUE).order_by("id")
    return others.values_list(JSONObject(handle="handle", name="name"), flat=True)


def last_reachable(messages: QuerySet[Message], sort: str) -> QuerySet[Message]:
    """The last message of a person whose handle is of this sort."""
    theirs = messages.filter(direction=Message.Direction.IN, machine="", identity__sort=sort)
    return theirs.select_related("identity").order_by("-created_at", "-id")[:1]


@prepared
def _last_reachable(conversation: int, sort: str) -> QuerySet[Message]:
    return last_reachable(Message.objects.filter(conversation=conversation), sort)
