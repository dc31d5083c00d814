from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onmaru.inbox.models import Attachment, Conversation
from onmaru.inbox.models.conversation import falls_due
from onmaru.people.models import Agent
from onmaru.tasks.clock import Clock
from onmaru.tasks.models.department import Department
from onmaru.tasks.models.template import TaskTemplate

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.tasks.models.message import TaskMessage

State = Literal["asked", "seen", "answered", "needs_more", "done", "withdrawn"]
STATES = {
    "asked": pgettext_lazy("state of a task", "Asked"),
    "seen": _("Seen"),
    "answered": _("Answered"),
    "needs_more": _("Needs more from us"),
    "done": _("Done"),
    "withdrawn": _("Withdrawn"),
}
_GOING_ON = Q(done_at=None, withdrawn_at=None)


class Tasks(models.QuerySet["Task"]):
    def visible_to(self, agent: Agent) -> Self:
        return self.filter(conversation__in=Conversation.objects.visible_to(agent).values("pk"))

    def about(self, conversation: Conversation | OuterRef) -> Self:
        """With those of conversations that were merged into it: they come back by themselves with an unmerge."""
        return self.filter(Q(conversation=conversation) | Q(conversation__merged_into=conversation))

    def open_to(self, department_id: int | None, handle: str) -> Self:
        """What somebody with a link may see: their department's, or what they themselves were asked."""
        mine = Q(department=department_id) if department_id else Q(department=None, handle=handle)
        return self.kept().filter(mine, withdrawn_at=None)

    def kept(self) -> Self:
        """Without those of conversations that were deleted, or merged into a deleted one: nobody outside hears of these any more."""
        return self.filter(conversation__deleted_at=None, conversation__merged_into__deleted_at=None)

    def going_on(self) -> Self:
        return self.filter(_GOING_ON)

    def with_them(self) -> Self:
        return self.going_on().exclude(waiting_since=None)

    def with_us(self) -> Self:
        return self.going_on().filter(waiting_since=None)


class Task(models.Model):
    """Something asked of a department or an outsider about a conversation. It holds all that they get to see."""

    if TYPE_CHECKING:
        conversation_id: int
        template_id: int | None
        department_id: int | None
        asked_by_id: int | None
        messages: RelatedManager["TaskMessage"]

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="tasks")
    template = models.ForeignKey(TaskTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    # The address of an outsider, where no department is asked.
    handle = models.EmailField(blank=True)
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    # What was filled in, and what of the customer the agent chose to share: [{"label", "value"}], as they were then.
    details = models.JSONField(default=list)
    shared = models.JSONField(default=list)
    files = models.ManyToManyField(Attachment, related_name="+", blank=True)
    # None: a rule asked.
    asked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks_asked")
    # The same for the same press of a button.
    once = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    needs_more_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The clock: see `clock.py`.
    within = models.DurationField(null=True, blank=True)
    waited = models.DurationField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Tasks] = Tasks.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, handle="") | (Q(department=None) & ~Q(handle="")), name="a_task_is_asked_of_one"
            ),
            models.CheckConstraint(
                condition=Q(waiting_since=None) | Q(done_at=None, withdrawn_at=None), name="nobody_waits_for_a_task_that_is_over"
            ),
            models.CheckConstraint(condition=Q(done_at=None) | Q(withdrawn_at=None), name="a_task_is_done_or_withdrawn"),
            models.UniqueConstraint(fields=["asked_by", "once"], condition=~Q(once=""), name="a_task_is_asked_once_for_a_key"),
        ]
        indexes = [
            models.Index(falls_due(), "id", name="tasks_with_them", condition=_GOING_ON & Q(waiting_since__isnull=False)),
            models.Index(fields=["id"], name="tasks_with_us", condition=_GOING_ON & Q(waiting_since=None)),
            models.Index(F("id").desc(), name="tasks_over", condition=~_GOING_ON),
            models.Index(fields=["warn_at"], name="tasks_to_warn", condition=Q(warn_at__isnull=False, warned_at=None)),
            models.Index(fields=["due_at"], name="tasks_to_miss", condition=Q(due_at__isnull=False, overdue_at=None)),
            models.Index(fields=["handle", "-id"], name="tasks_of_an_outsider", condition=~Q(handle="")),
            models.Index(fields=["asked_at"], name="tasks_by_time"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        facts: Iterable[tuple[State, object]] = (
            ("withdrawn", self.withdrawn_at),
            ("done", self.done_at),
            ("needs_more", self.needs_more_at),
            ("answered", self.answered_at),
            ("seen", self.seen_at),
        )
        for state, at in facts:
            if at:
                return state
        return "asked"

    @property
    def is_over(self) -> bool:
        return bool(self.done_at or self.withdrawn_at)

    @property
    def of_whom(self) -> str:
        return str(self.department) if self.department else self.handle

    @property
    def handles(self) -> list[str]:
        return self.department.handles if self.department else [self.handle]

    @property
    def clock(self) -> Clock:
        return Clock(self.within, self.waited, self.waiting_since)
