from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.workflows.models.workflow import Workflow

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.workflows.models.step import Step


class Courses(models.QuerySet["Course"]):
    def about(self, conversation: Conversation | OuterRef) -> Self:
        """With those of conversations that were merged into it: they come back by themselves with an unmerge."""
        return self.filter(Q(conversation=conversation) | Q(conversation__merged_into=conversation))

    def going_on(self) -> Self:
        return self.filter(finished_at=None, stopped_at=None)


class Course(models.Model):
    """A workflow as one conversation goes through it."""

    if TYPE_CHECKING:
        workflow_id: int
        conversation_id: int
        steps: "RelatedManager[Step]"

    workflow = models.ForeignKey(Workflow, on_delete=models.PROTECT, related_name="courses")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="courses")
    # None: a rule began it.
    started_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Given up before its end.
    stopped_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Courses] = Courses.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "workflow"],
                condition=Q(finished_at=None, stopped_at=None),
                name="a_workflow_goes_on_once_for_a_conversation",
            ),
            models.CheckConstraint(condition=Q(finished_at=None) | Q(stopped_at=None), name="a_course_is_finished_or_given_up"),
        ]
