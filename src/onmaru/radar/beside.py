from django.db.models import Exists, OuterRef, Q

from onmaru.inbox.beside import beside
from onmaru.radar.models import Duplicate


@beside("is_doubled")
def is_doubled() -> Exists:
    return Exists(Duplicate.objects.still_open().filter(Q(earlier=OuterRef("pk")) | Q(later=OuterRef("pk"))))
