from django.db import transaction
from django.db.models import Q

from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.tasks.actions._said import named
from onmaru.tasks.events import TaskBreached, TaskWarned
from onmaru.tasks.mailing import mail_everybody
from onmaru.tasks.models import Task

AT_ONCE = 200


@transaction.atomic
def watch() -> int:
    """Say of tasks that they are due soon, or overdue, each once; remind those who have them. Gives how many it looked at."""
    now = clock.now()
    soon, late = Q(warn_at__lte=now, warned_at=None), Q(due_at__lte=now, overdue_at=None)
    owed = Task.objects.kept().with_them().filter(soon | late)
    rows = owed.select_for_update(of=("self",), skip_locked=True).select_related("department")
    found = list(rows.order_by("pk")[:AT_ONCE])
    for task in found:
        if task.due_at and task.due_at <= now:
            Task.objects.filter(pk=task.pk).update(overdue_at=now, warned_at=task.warned_at or now)
            record(TaskBreached(**named(task), due_at=task.due_at.isoformat()))
            mail_everybody(task, "overdue")
        elif task.due_at:
            Task.objects.filter(pk=task.pk).update(warned_at=now)
            record(TaskWarned(**named(task), due_at=task.due_at.isoformat()))
            mail_everybody(task, "warned")
    return len(found)
