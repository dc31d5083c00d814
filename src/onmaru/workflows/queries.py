from dataclasses import dataclass

from onmaru.inbox.models import Conversation
from onmaru.workflows.models import Course, Stage, Step
from onmaru.workflows.progress import State, bar

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Going:
    """A course with its bar: each stage and its state, and the step it is at."""

    course: Course
    bar: list[tuple[Stage, State]]
    step: Step | None

    @property
    def is_over(self) -> bool:
        return self.step is None


def going(conversation: Conversation, with_over: bool = False) -> list[Going]:
    """The courses of a conversation, in three queries, the latest first."""
    rows = Course.objects.about(conversation).select_related("workflow")
    courses = list((rows.filter(stopped_at=None) if with_over else rows.going_on()).order_by("-id")[:SHOWN])
    if not courses:
        return []
    stages: dict[int, list[Stage]] = {}
    wanted = {course.workflow_id for course in courses}
    for stage in Stage.objects.filter(workflow__in=wanted, removed_at=None).select_related("team"):
        stages.setdefault(stage.workflow_id, []).append(stage)
    steps = {step.course_id: step for step in Step.objects.filter(course__in=courses, left_at=None).select_related("stage__team")}
    return [_of(course, stages.get(course.workflow_id, []), steps.get(course.pk)) for course in courses]


def _of(course: Course, stages: list[Stage], step: Step | None) -> Going:
    if step and step.stage not in stages:
        # It was removed from the workflow while this was there.
        stages = sorted([*stages, step.stage], key=lambda stage: (stage.place, stage.removed_at is not None))
    by_number = {stage.pk: stage for stage in stages}
    found = bar(list(by_number), step.stage_id if step else None, finished=course.finished_at is not None)
    return Going(course, [(by_number[one.number], one.state) for one in found], step)
