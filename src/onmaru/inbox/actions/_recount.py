from datetime import datetime

from django.db.models import Max, Q

from onmaru.inbox.actions._undelivered import note_undelivered
from onmaru.inbox.models import Attachment, Conversation, Dispatch, Message
from onmaru.inbox.writing import preview

# An answer that did not leave, or came back, answered nobody.
NOT_OUT = [Dispatch.State.CANCELLED, Dispatch.State.FAILED, Dispatch.State.BOUNCED]


def recount(conversation_id: int) -> None:
    """Make a conversation's list line true again after messages moved in or out, or what they count for changed."""
    messages = Message.objects.filter(conversation_id=conversation_id)
    said = messages.exclude(dispatch__state=Dispatch.State.CANCELLED).order_by("-created_at", "-id")
    # What its author took back within seconds never was a message.
    undone = Q(dispatch__state=Dispatch.State.CANCELLED, dispatch__reason="undone")
    last = said.filter(machine="", automatic=False).first() or said.first()
    Conversation.objects.filter(pk=conversation_id).update(
        message_count=messages.exclude(undone).count(),
        has_attachments=Attachment.objects.filter(message__conversation_id=conversation_id).exists(),
        customer_waiting_since=waiting_since(conversation_id),
        **({"preview": preview(last), "last_activity_at": last.created_at} if last else {}),
    )
    note_undelivered(conversation_id)


def waiting_since(conversation_id: int) -> datetime | None:
    """When the customer wrote first after our last answer or resolution; None when nothing is unanswered."""
    conversation = Conversation.objects.get(pk=conversation_id)
    if conversation.status == Conversation.Status.RESOLVED or conversation.is_spam:
        return None
    messages = conversation.messages.all()
    answers = messages.filter(direction=Message.Direction.OUT, automatic=False).exclude(dispatch__state__in=NOT_OUT)
    ends = [answers.aggregate(at=Max("created_at"))["at"], conversation.episodes.aggregate(at=Max("resolved_at"))["at"]]
    after = max((end for end in ends if end), default=conversation.created_at.min.replace(tzinfo=conversation.created_at.tzinfo))
    theirs = messages.filter(direction=Message.Direction.IN, machine="", created_at__gt=after)
    return theirs.order_by("created_at").values_list("created_at", flat=True).first()
