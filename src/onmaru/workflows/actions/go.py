"""A conversation goes through a workflow: begins, moves on, ends, or gives up."""

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.inbox.thread import final
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.workflows.actions._step import enter, leave, locked
from onmaru.workflows.events import WorkflowFinished, WorkflowStarted, WorkflowStopped
from onmaru.workflows.models import Course, Stage, Workflow
from onmaru.workflows.progress import following


def _actor(by: Agent | None) -> actor.Actor:
    return actor.agent(by.pk) if by else actor.SYSTEM


def _named(course: Course) -> dict[str, int | str]:
    number = final(course.conversation).pk
    return {"conversation_id": number, "course_id": course.pk, "workflow_id": course.workflow_id, "called": str(course.workflow)}


@transaction.atomic
def start(conversation: Conversation, workflow: Workflow, by: Agent | None) -> Course | None:
    """Begin a workflow at its first stage. None where it is not switched on, has no stages, or is going on here already."""
    rows = Conversation.objects.select_for_update(no_key=True, of=("self",)).select_related("merged_into")
    conversation = final(rows.get(pk=conversation.pk))
    stage = workflow.stages.filter(removed_at=None).select_related("team").first()
    going = Course.objects.about(conversation).going_on().filter(workflow=workflow)
    if stage is None or workflow.chosen_at is None or workflow.retired_at or going.exists():
        return None
    now = clock.now()
    course = Course.objects.create(workflow=workflow, conversation=conversation, started_by=by, started_at=now)
    record(WorkflowStarted(**_named(course)), by=_actor(by))  # pyright: ignore[reportArgumentType]
    enter(course, stage, by, _actor(by), now)
    return course


@transaction.atomic
def move(course: Course, stage: Stage, by: Agent | None) -> bool:
    """Go to a stage, the next or any other of the workflow. False when it is there, over, or the stage is not one of its own."""
    row = locked(course)
    step = row.steps.filter(left_at=None).select_related("stage").first()
    if step is None or step.stage_id == stage.pk or stage.workflow_id != row.workflow_id or stage.removed_at:
        return False
    now = clock.now()
    leave(step, now)
    enter(row, stage, by, _actor(by), now, before=step.stage_id)
    return True


@transaction.atomic
def move_on(course: Course, seen_stage_id: int, by: Agent | None) -> bool:
    """One stage further than what somebody saw, or finished after the last. False when it has moved since: two presses are one."""
    row = locked(course)
    step = row.steps.filter(left_at=None).select_related("stage").first()
    if step is None or step.stage_id != seen_stage_id:
        return False
    stages = list(row.workflow.stages.filter(removed_at=None))
    after = following([one.pk for one in stages], [one.place for one in stages], step.stage_id, step.stage.place)
    if after is None:
        leave(step, clock.now())
        Course.objects.filter(pk=row.pk).update(finished_at=clock.now())
        record(WorkflowFinished(**_named(row)), by=_actor(by))  # pyright: ignore[reportArgumentType]
        return True
    return move(row, next(one for one in stages if one.pk == after), by)


@transaction.atomic
def stop(course: Course, by: Agent | None) -> bool:
    """Give it up. False when it was over."""
    row = locked(course)
    step = row.steps.filter(left_at=None).select_related("stage").first()
    if step is None:
        return False
    leave(step, clock.now())
    Course.objects.filter(pk=row.pk).update(stopped_at=clock.now())
    record(WorkflowStopped(**_named(row)), by=_actor(by))  # pyright: ignore[reportArgumentType]
    return True
