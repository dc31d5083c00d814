from onmaru.inbox.models import Conversation, Dispatch, Episode


def unanswer(dispatch: Dispatch, conversation_id: int) -> None:
    """An answer did not leave after all: the customer waits as before, and what it resolved is open again."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
    if dispatch.resolves and conversation.status == Conversation.Status.RESOLVED:
        conversation.status = Conversation.Status.OPEN
        latest = conversation.episodes.order_by("-ordinal").values("pk")[:1]
        Episode.objects.filter(pk__in=latest).update(resolved_at=None, resolved_by=None, confirmed_at=None)
    if conversation.status != Conversation.Status.RESOLVED and conversation.customer_waiting_since is None:
        conversation.customer_waiting_since = dispatch.waiting_since
    conversation.save(update_fields=["status", "customer_waiting_since"])
