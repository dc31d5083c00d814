from django.db import transaction
from django.db.models import Q

from onmaru.events.log import record
from onmaru.inbox.thread import final
from onmaru.kit import clock
from onmaru.workflows.events import StageBreached, StageWarned
from onmaru.workflows.models import Step

AT_ONCE = 200


@transaction.atomic
def watch() -> int:
    """Say of stages that their time is nearly gone, or gone, each once. Gives how many it looked at."""
    now = clock.now()
    soon, late = Q(warn_at__lte=now, warned_at=None), Q(due_at__lte=now, overdue_at=None)
    rows = Step.objects.filter(soon | late, left_at=None).select_for_update(of=("self",), skip_locked=True)
    found = list(rows.select_related("stage", "course__conversation__merged_into").order_by("pk")[:AT_ONCE])
    for step in found:
        if step.due_at is None:
            continue
        number = final(step.course.conversation).pk
        named = {"conversation_id": number, "course_id": step.course_id, "stage_id": step.stage_id, "stage": str(step.stage)}
        is_late = step.due_at <= now
        Step.objects.filter(pk=step.pk).update(warned_at=step.warned_at or now, overdue_at=now if is_late else None)
        record((StageBreached if is_late else StageWarned)(**named, due_at=step.due_at.isoformat()))  # pyright: ignore[reportArgumentType]
    return len(found)
