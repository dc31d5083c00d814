from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.people.models import Agent, Team
from onmaru.tasks.shipped import DEPARTMENTS


class Departments(models.QuerySet["Department"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class Department(models.Model):
    """Who is asked for things that agents cannot do themselves. It needs no seat: it is reached by mail, and answers by a link."""

    if TYPE_CHECKING:
        hours_of_id: int | None

    # Which of those that were shipped it is; its name is then looked up, until somebody gives it one.
    key = models.CharField(max_length=30, blank=True)
    name = models.CharField(_("Name"), max_length=60, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    # Agents who are mailed too, each with a link of their own.
    members = models.ManyToManyField(Agent, related_name="departments", blank=True)
    # The team whose business hours count; none: everyone's.
    hours_of = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Departments] = Departments.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name="") | ~Q(key=""), name="a_department_has_a_name"),
            models.UniqueConstraint(fields=["name"], condition=~Q(name="") & Q(retired_at=None), name="a_department_name_is_taken_once"),
        ]

    def __str__(self) -> str:
        return self.name or str(DEPARTMENTS.get(self.key, self.key))

    @property
    def handles(self) -> list[str]:
        """Where its tasks are mailed to; none, and nobody hears of them. One that is retired is written to no more."""
        if self.retired_at:
            return []
        members = [agent.email.lower() for agent in self.members.all() if agent.is_active]
        return list(dict.fromkeys([*([self.email.lower()] if self.email else []), *members]))
