from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import ConversationTagged, ConversationUntagged
from onmaru.inbox.models import Conversation, Tag, Tagging
from onmaru.kit import clock
from onmaru.people.models import Agent


class NoName(ValueError):
    """A tag needs a name of at most 40 characters."""


@transaction.atomic
def tag(conversation: Conversation, name: str, by: Agent) -> bool:
    """Put a tag on a conversation, making the tag when it is new. False when it carries it."""
    name = " ".join(name.split()).lstrip("#")
    if not 0 < len(name) <= 40:
        raise NoName
    found = Tag.objects.filter(name__iexact=name).first()
    if found is None:
        Tag.objects.bulk_create([Tag(name=name)], ignore_conflicts=True)
        found = Tag.objects.get(name__iexact=name)
    _, made = Tagging.objects.get_or_create(conversation=conversation, tag=found, defaults={"tagged_by": by, "tagged_at": clock.now()})
    if made:
        record(ConversationTagged(conversation_id=conversation.pk, tag=found.name), by=actor.agent(by.pk))
    return made


@transaction.atomic
def untag(conversation: Conversation, name: str, by: Agent) -> bool:
    """Take a tag off a conversation. False when it does not carry it."""
    removed, _ = Tagging.objects.filter(conversation=conversation, tag__name__iexact=name).delete()
    if removed:
        record(ConversationUntagged(conversation_id=conversation.pk, tag=name), by=actor.agent(by.pk))
    return bool(removed)
