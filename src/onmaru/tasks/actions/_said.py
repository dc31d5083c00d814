"""What events of a task say of it, and its clock as columns. Not verbs of their own."""

from datetime import datetime
from typing import Any

from onmaru.people.hours import Calendar
from onmaru.people.queries import calendar_of
from onmaru.tasks.clock import Clock
from onmaru.tasks.models import Task


def named(task: Task) -> dict[str, Any]:
    return {"conversation_id": task.conversation_id, "task_id": task.pk, "title": task.title, "of_whom": task.of_whom}


def calendar_for(task: Task) -> Calendar:
    return calendar_of(task.department.hours_of_id if task.department else None)


def locked(task: Task) -> Task:
    return Task.objects.select_for_update(of=("self",)).select_related("department", "conversation__merged_into").get(pk=task.pk)


def columns(clock: Clock, calendar: Calendar) -> dict[str, Any]:
    return {
        "within": clock.within,
        "waited": clock.waited,
        "waiting_since": clock.since,
        "warn_at": clock.warn_at(calendar),
        "due_at": clock.due_at(calendar),
    }


def stopped(task: Task, at: datetime) -> dict[str, Any]:
    calendar = calendar_for(task)
    return columns(task.clock.stopped(at, calendar), calendar)


def begun(task: Task, at: datetime) -> dict[str, Any]:
    calendar = calendar_for(task)
    return columns(task.clock.begun(at), calendar)
