from collections.abc import Iterable

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.actions._recount import recount
from onmaru.inbox.events import ConversationMarkedSpam, ConversationUnmarkedSpam
from onmaru.inbox.models import Conversation
from onmaru.kit import clock


@transaction.atomic
def mark_spam(conversation: Conversation, by: Actor = SYSTEM) -> bool:
    """Out of everybody's sight, never acknowledged, and so is what comes after. False when it was."""
    return mark_spam_locked(locked_one(conversation), by)


def mark_spam_locked(rows: Iterable[Conversation], by: Actor = SYSTEM) -> bool:
    """As `mark_spam`, for rows that the caller holds locked in its transaction."""
    fresh = [row.pk for row in rows if not row.is_spam]
    if not fresh:
        return False
    author = by.id if by.kind == "agent" else None
    Conversation.objects.filter(pk__in=fresh).update(spam_marked_at=clock.now(), spam_marked_by=author, customer_waiting_since=None)
    record(*(ConversationMarkedSpam(conversation_id=number) for number in fresh), by=by)
    return True


@transaction.atomic
def unmark_spam(conversation: Conversation, by: Actor = SYSTEM) -> bool:
    """It was no spam: the customer has been waiting since their last unanswered message. False when it was not marked."""
    row = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if row.spam_marked_at is None:
        return False
    row.spam_marked_at, row.spam_marked_by = None, None
    row.save(update_fields=["spam_marked_at", "spam_marked_by"])
    recount(row.pk)
    record(ConversationUnmarkedSpam(conversation_id=row.pk), by=by)
    return True
