from django.db.models import Exists, OuterRef, Q

from onmaru.inbox.beside import beside
from onmaru.inbox.models import Conversation
from onmaru.teamwork.models import Escalation, Handover


@beside("is_handed_over")
def is_handed_over() -> Exists:
    number = OuterRef(OuterRef("pk"))
    parts = Conversation.objects.filter(Q(pk=number) | Q(merged_into=number))
    return Exists(Handover.objects.filter(conversation__in=parts.values("pk")))


@beside("is_escalated")
def is_escalated() -> Exists:
    return Exists(Escalation.objects.still_open().filter(conversation=OuterRef("pk")))
