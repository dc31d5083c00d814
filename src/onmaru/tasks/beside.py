from django.db.models import Exists, OuterRef

from onmaru.inbox.beside import beside
from onmaru.tasks.models import Task


@beside("has_tasks")
def has_tasks() -> Exists:
    return Exists(Task.objects.about(OuterRef("pk")))
