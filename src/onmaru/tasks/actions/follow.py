"""What agents do with a task that is going on: add something, take it as done, take it back."""

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.tasks.actions._said import begun, locked, named, stopped
from onmaru.tasks.actions.answer import AlreadyOver, NothingSaid
from onmaru.tasks.events import TaskContinued, TaskDone, TaskWithdrawn
from onmaru.tasks.mailing import mail_everybody
from onmaru.tasks.models import Task, TaskMessage


@transaction.atomic
def add(task: Task, text: str, by: Agent, once: str = "") -> TaskMessage:
    """Say more to them; they have it again, with the time that was left."""
    if not text.strip():
        raise NothingSaid
    row, now = locked(task), clock.now()
    if once and (known := row.messages.filter(once=once).first()):
        return known
    if row.withdrawn_at:
        raise AlreadyOver
    said = TaskMessage.objects.create(task=row, kind=TaskMessage.Kind.OURS, agent=by, text=text.strip(), once=once, at=now)
    facts = dict.fromkeys(("answered_at", "needs_more_at", "done_at", "warned_at", "overdue_at"))
    Task.objects.filter(pk=row.pk).update(**facts, **begun(row, now))
    record(TaskContinued(**named(row)), by=actor.agent(by.pk))
    mail_everybody(row, "continued")
    return said


@transaction.atomic
def finish(task: Task, by: Agent) -> bool:
    """What came is enough. False when it was over."""
    row = locked(task)
    if row.is_over:
        return False
    Task.objects.filter(pk=row.pk).update(done_at=clock.now(), needs_more_at=None, **stopped(row, clock.now()))
    record(TaskDone(**named(row), by_them=False), by=actor.agent(by.pk))
    return True


@transaction.atomic
def withdraw(task: Task, by: Agent) -> bool:
    """It is needed no more; they do not see it any longer. False when it was over."""
    row = locked(task)
    if row.is_over:
        return False
    Task.objects.filter(pk=row.pk).update(withdrawn_at=clock.now(), **stopped(row, clock.now()))
    record(TaskWithdrawn(**named(row)), by=actor.agent(by.pk))
    return True
