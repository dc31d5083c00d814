from django.db.models import Exists, OuterRef

from onmaru.inbox.beside import beside
from onmaru.routing.models import Choice


@beside("was_given")
def was_given() -> Exists:
    return Exists(Choice.objects.filter(conversation=OuterRef("pk")))
