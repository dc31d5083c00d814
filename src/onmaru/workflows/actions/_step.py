"""Entering and leaving a stage. Not verbs of their own."""

from datetime import datetime

from onmaru.events.actor import Actor
from onmaru.events.log import record
from onmaru.inbox.thread import final
from onmaru.people.models import Agent
from onmaru.people.queries import calendar_of
from onmaru.workflows.events import StageEntered
from onmaru.workflows.models import Course, Stage, Step

# Of the time there is, what may be gone before somebody is told.
WARN_SHARE = 0.75


def locked(course: Course) -> Course:
    rows = Course.objects.select_for_update(of=("self",)).select_related("workflow", "conversation__merged_into")
    return rows.get(pk=course.pk)


def enter(course: Course, stage: Stage, by: Agent | None, actor: Actor, at: datetime, before: int | None = None) -> Step:
    calendar = calendar_of(stage.team_id)
    step = Step.objects.create(
        course=course,
        stage=stage,
        moved_by=by,
        entered_at=at,
        warn_at=calendar.add(at, stage.within * WARN_SHARE) if stage.within else None,
        due_at=calendar.add(at, stage.within) if stage.within else None,
    )
    number = final(course.conversation).pk
    record(
        StageEntered(
            conversation_id=number, course_id=course.pk, stage_id=stage.pk, before_id=before, called=str(course.workflow), stage=str(stage)
        ),
        by=actor,
    )
    return step


def leave(step: Step, at: datetime) -> None:
    took = calendar_of(step.stage.team_id).between(step.entered_at, at)
    Step.objects.filter(pk=step.pk).update(left_at=at, took=took)
