from django.db.models import Exists, OuterRef

from onmaru.inbox.beside import beside
from onmaru.workflows.models import Course, Workflow


@beside("has_courses")
def has_courses() -> Exists:
    return Exists(Course.objects.about(OuterRef("pk")).going_on())


@beside("may_begin_courses")
def may_begin_courses() -> Exists:
    """Whether the shop has any workflow at all that is switched on."""
    return Exists(Workflow.objects.on())
