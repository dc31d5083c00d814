from django.db.models import Exists, OuterRef

from onmaru.inbox.beside import beside
from onmaru.inbox.models import Callback
from onmaru.routing.models import Choice


@beside("owes_call")
def owes_call() -> Exists:
    return Exists(Callback.objects.owed().of_conversation(OuterRef("pk")))


@beside("was_given")
def was_given() -> Exists:
    return Exists(Choice.objects.filter(conversation=OuterRef("pk")))
