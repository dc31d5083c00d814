from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.people.models import Team
from onmaru.workflows.shipped import STAGES, WORKFLOWS

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Workflows(models.QuerySet["Workflow"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def on(self) -> Self:
        return self.in_use().exclude(chosen_at=None)


class Workflow(models.Model):
    """Stages that a matter passes through, one after the other. It can be begun from the moment on that the shop chose it."""

    if TYPE_CHECKING:
        stages: "RelatedManager[Stage]"

    # Which of those that were shipped it is; its name is then looked up, until somebody gives it one.
    key = models.CharField(max_length=30, blank=True)
    name = models.CharField(_("Name"), max_length=60, blank=True)
    created_at = models.DateTimeField()
    chosen_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Workflows] = Workflows.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(name="") | ~Q(key=""), name="a_workflow_has_a_name")]

    def __str__(self) -> str:
        return self.name or str(WORKFLOWS.get(self.key, self.key))


class Stage(models.Model):
    """One station of a workflow: whose it is, and how much of their business hours it may take. One that was passed is never deleted."""

    if TYPE_CHECKING:
        workflow_id: int
        team_id: int | None

    workflow = models.ForeignKey(Workflow, on_delete=models.CASCADE, related_name="stages")
    place = models.SmallIntegerField()
    key = models.CharField(max_length=30, blank=True)
    name = models.CharField(_("Name"), max_length=40, blank=True)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    within = models.DurationField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["workflow", "place", "id"]
        constraints = [models.CheckConstraint(condition=~Q(name="") | ~Q(key=""), name="a_stage_has_a_name")]

    def __str__(self) -> str:
        return self.name or str(STAGES.get(self.key, self.key))
