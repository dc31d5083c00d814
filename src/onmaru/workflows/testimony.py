"""The stages a matter went through, for a document in a dispute."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from onmaru.inbox.models import Conversation
from onmaru.inbox.testimony import Deed, iso, testifies
from onmaru.workflows.models import Course


@testifies
def courses(conversation: Conversation) -> Iterator[Deed]:
    rows = Course.objects.about(conversation).order_by("pk").select_related("workflow", "started_by")
    for course in rows.prefetch_related("steps__stage", "steps__moved_by"):
        called = str(course.workflow)
        for step in course.steps.all():
            facts = {
                "workflow": called,
                "stage": str(step.stage),
                "left_at": iso(step.left_at),
                "due_at": iso(step.due_at),
                "overdue_at": iso(step.overdue_at),
                "took_seconds": int(step.took.total_seconds()) if step.took else None,
            }
            words = _("{called}: on to {stage}").format(called=called, stage=step.stage)
            yield Deed(step.entered_at, "stage", step.pk, words, step.moved_by.name if step.moved_by else "", facts)
            if step.overdue_at:
                late = _("The stage {stage} has taken too long").format(stage=step.stage)
                yield Deed(step.overdue_at, "stage", step.pk, late, facts=facts)
        if course.finished_at:
            yield Deed(course.finished_at, "workflow", course.pk, _("{called}: finished").format(called=called))
        if course.stopped_at:
            yield Deed(course.stopped_at, "workflow", course.pk, _("{called}: given up").format(called=called))
