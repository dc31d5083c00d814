from django.db.models import Exists, OuterRef, Q

from onmaru.inbox.beside import beside
from onmaru.stated.models import Amendment


@beside("is_amended")
def is_amended() -> Exists:
    here = Q(conversation=OuterRef("pk")) | Q(conversation__merged_into=OuterRef("pk"))
    return Exists(Amendment.objects.filter(here))
