from django.db import transaction
from django.db.models import Q

from onmaru.events.log import record
from onmaru.inbox.bulk.events import ConversationPurged
from onmaru.inbox.models import Attachment, Conversation, Message, SideMessage
from onmaru.search.actions.file import forget_conversations


@transaction.atomic
def purge(conversation: Conversation) -> bool:
    """Remove a deleted conversation for good, with what was merged into it. False when it was brought back meanwhile."""
    from onmaru.inbox.jobs import forget_later

    row = Conversation.objects.select_for_update().deleted().filter(pk=conversation.pk).first()
    if row is None:
        return False
    gone = _with_merged([row.pk])
    messages = Message.objects.filter(conversation__in=gone)
    asides = SideMessage.objects.filter(thread__conversation__in=gone)
    deliveries = [number for rows in (messages, asides) for number in rows.exclude(delivery_id=None).values_list("delivery_id", flat=True)]
    files = Attachment.objects.filter(
        Q(message__in=messages) | Q(note__conversation__in=gone) | Q(draft__conversation__in=gone) | Q(side_message__in=asides)
    )
    forget_later(files.exclude(blob="").values_list("blob", flat=True))
    forget_conversations(gone)
    # Messages hold on to their episode, which may be another conversation's after a merge.
    messages.delete()
    Conversation.objects.filter(pk__in=gone).update(merged_into=None)
    Conversation.objects.filter(pk__in=gone).delete()
    record(ConversationPurged(conversation_id=row.pk, delivery_ids=deliveries))
    return True


def _with_merged(numbers: list[int]) -> list[int]:
    found, fresh = set(numbers), numbers
    while fresh:
        fresh = list(Conversation.objects.filter(merged_into__in=fresh).exclude(pk__in=found).values_list("pk", flat=True))
        found.update(fresh)
    return sorted(found)
