from onmaru.kit.jobs import every, job
from onmaru.tasks.actions.watch import watch
from onmaru.tasks.mailing import mail
from onmaru.tasks.models import Task


@job(queue="outgoing")
def mail_task(task_id: int, handle: str, why: str) -> None:
    """Mail somebody the link to what they are asked."""
    rows = Task.objects.kept().select_related("department", "asked_by").prefetch_related("department__members")
    task = rows.filter(pk=task_id).first()
    if task:
        mail(task, handle, why)


@every("* * * * *")
def look_at_tasks() -> None:
    """What became due soon, or overdue."""
    watch()
