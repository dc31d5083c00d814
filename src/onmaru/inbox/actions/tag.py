from collections.abc import Iterable

from django.db import connection, transaction

from onmaru.events.log import record
from onmaru.inbox.actions._by import actor_of
from onmaru.inbox.events import ConversationTagged, ConversationUntagged
from onmaru.inbox.models import Conversation, Tag, Tagging
from onmaru.kit import clock
from onmaru.people.models import Agent


class NoName(ValueError):
    """A tag needs a name of at most 40 characters."""


@transaction.atomic
def tag(conversation: Conversation, name: str, by: Agent | None) -> bool:
    """Put a tag on a conversation, making the tag when it is new. False when it carries it."""
    return tag_all([conversation], name, by)


@transaction.atomic
def tag_all(conversations: Iterable[Conversation], name: str, by: Agent | None) -> bool:
    """As `tag`, for several; those that carry it stay as they are."""
    found, now = _known(name), clock.now()
    wanted = sorted(one.pk for one in conversations)
    with connection.cursor() as cursor:
        cursor.execute(_TAG, {"tag": found.pk, "by": by.pk if by else None, "at": now, "conversations": wanted})
        made = sorted(number for (number,) in cursor.fetchall())
    if made:
        record(*(ConversationTagged(conversation_id=number, tag=found.name) for number in made), by=actor_of(by))
    return bool(made)


# Says which of them did not carry it, whoever else tags them at this moment.
_TAG = """
    INSERT INTO inbox_tagging (conversation_id, tag_id, tagged_by_id, tagged_at)
    SELECT conversation, %(tag)s, %(by)s, %(at)s FROM unnest(%(conversations)s::bigint[]) AS conversation
    ON CONFLICT (conversation_id, tag_id) DO NOTHING RETURNING conversation_id
"""


def _known(name: str) -> Tag:
    name = " ".join(name.split()).lstrip("#")
    if not 0 < len(name) <= 40:
        raise NoName
    found = Tag.objects.filter(name__iexact=name).first()
    if found is None:
        Tag.objects.bulk_create([Tag(name=name)], ignore_conflicts=True)
        found = Tag.objects.get(name__iexact=name)
    return found


@transaction.atomic
def untag(conversation: Conversation, name: str, by: Agent | None) -> bool:
    """Take a tag off a conversation. False when it does not carry it."""
    return untag_all([conversation], name, by)


@transaction.atomic
def untag_all(conversations: Iterable[Conversation], name: str, by: Agent | None) -> bool:
    """As `untag`, for several."""
    taggings = Tagging.objects.filter(conversation__in=[one.pk for one in conversations], tag__name__iexact=name)
    carried = dict(taggings.order_by("conversation_id").select_for_update(of=("self",)).values_list("conversation_id", "pk"))
    if carried:
        Tagging.objects.filter(pk__in=carried.values()).delete()
        record(*(ConversationUntagged(conversation_id=number, tag=name) for number in carried), by=actor_of(by))
    return bool(carried)
