from django.db.models import Exists, OuterRef

from onmaru.inbox.beside import beside
from onmaru.teamwork.models import Handover


@beside("is_handed_over")
def is_handed_over() -> Exists:
    return Exists(Handover.objects.filter(conversation=OuterRef("pk")))
