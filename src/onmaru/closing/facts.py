"""Gathers what speaks against asking. Reads only."""

from datetime import datetime

from onmaru.closing.habits import habits
from onmaru.closing.models import Question
from onmaru.closing.silence import Facts
from onmaru.customers.models import Identity
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.recipients import Nobody, recipients_of


def facts_about(question: Question, conversation: Conversation, now: datetime) -> Facts:
    episode, later = question.episode, question.kind == Question.Kind.STILL_FINE
    newer = conversation.episodes.filter(ordinal__gt=episode.ordinal).exists()
    return Facts(
        late=now - question.due_at,
        deleted=conversation.deleted_at is not None,
        merged=conversation.merged_into_id is not None,
        spam=conversation.is_spam,
        blocked=conversation.customer.is_blocked,
        taken_up_again=newer or conversation.status != Conversation.Status.RESOLVED or episode.resolved_at is None,
        paused=conversation.channel.paused_at is not None,
        unreachable=_is_unreachable(conversation),
        switched_off=later and not habits().days(conversation.channel_id, episode.reason),
        wrote_since=later and _wrote_since(conversation, episode.resolved_at),
    )


def _is_unreachable(conversation: Conversation) -> bool:
    try:
        to, _ = recipients_of(conversation, ())
    except Nobody:
        return True
    handles = [party.handle for party in to]
    return not handles or Identity.objects.filter(handle__in=handles, undeliverable_at__isnull=False).exists()


def _wrote_since(conversation: Conversation, since: datetime | None) -> bool:
    """About another matter: what they write here takes this one up again. Whoever is with us anyway is not asked."""
    if since is None:
        return False
    others = Conversation.objects.of_person(conversation.customer).exclude(pk=conversation.pk).filter(last_activity_at__gt=since)
    theirs = Message.objects.filter(conversation__in=others.values("pk"), direction=Message.Direction.IN, machine="")
    return theirs.filter(created_at__gt=since).exists()
