from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Reason
from onmaru.tasks.models.department import Department
from onmaru.tasks.shipped import TEMPLATES


class TaskTemplates(models.QuerySet["TaskTemplate"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def offered(self) -> Self:
        """Without those that ask a department which is retired."""
        return self.in_use().filter(department__retired_at=None)


class TaskTemplate(models.Model):
    """What is asked again and again: of whom, in which words, with what filled in, and how much time there is."""

    if TYPE_CHECKING:
        department_id: int | None
        reason_id: int | None

    # Which of those that were shipped it is; its words are then looked up, until somebody writes others.
    key = models.CharField(max_length=30, blank=True)
    name = models.CharField(_("Name"), max_length=80, blank=True)
    text = models.TextField(_("Words"), blank=True)
    # One a line; a star at the end of it: it must be filled in.
    field_lines = models.TextField(_("To be filled in"), blank=True)
    # None: an outsider, whom the agent names.
    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, blank=True, related_name="templates")
    # Where it is offered first; none: everywhere alike.
    reason = models.ForeignKey(Reason, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    within = models.DurationField(_("Answer within"), null=True, blank=True)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[TaskTemplates] = TaskTemplates.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(name="") | ~Q(key=""), name="a_task_template_has_a_name")]

    def __str__(self) -> str:
        return self.name or str(TEMPLATES[self.key].name if self.key in TEMPLATES else self.key)

    @property
    def words(self) -> str:
        return self.text or (str(TEMPLATES[self.key].text) if self.key in TEMPLATES else "")

    @property
    def lines(self) -> str:
        return self.field_lines or (str(TEMPLATES[self.key].fields) if self.key in TEMPLATES else "")

    @property
    def fields(self) -> list[tuple[str, bool]]:
        """What is filled in, and whether it must be."""
        lines = [line.strip() for line in self.lines.splitlines() if line.strip(" *")]
        return [(line.rstrip("* "), line.endswith("*")) for line in lines]
