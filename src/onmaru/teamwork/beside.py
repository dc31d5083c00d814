from django.db.models import Exists, OuterRef

from onmaru.inbox.beside import beside
from onmaru.teamwork.models import Escalation, Handover


@beside("is_handed_over")
def is_handed_over() -> Exists:
    return Exists(Handover.objects.filter(conversation=OuterRef("pk")))


@beside("is_escalated")
def is_escalated() -> Exists:
    return Exists(Escalation.objects.still_open().filter(conversation=OuterRef("pk")))
