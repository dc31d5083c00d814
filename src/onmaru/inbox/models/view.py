from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission


def may_share(agent: Agent, team: Team | None) -> bool:
    """Whether an agent may give a team, or everybody, a view."""
    if agent.may(Permission.SEE_ALL):
        return True
    return team is not None and agent.may(Permission.ORGANISE) and agent.teams.filter(pk=team.pk).exists()


class Views(models.QuerySet["View"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own, one's teams', and everybody's; leads see those of all teams."""
        if not agent.is_active:
            return self.none()
        teams = Q(team__isnull=False) if agent.may(Permission.SEE_ALL) else Q(team__in=agent.teams.values("pk"))
        return self.filter(Q(owner=agent) | teams | Q(owner=None, team=None))


class View(models.Model):
    """A filtered list with a name: one agent's, one team's, or everybody's."""

    if TYPE_CHECKING:
        owner_id: int | None
        team_id: int | None

    owner = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, blank=True, related_name="views")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="views")
    name = models.CharField(_("Name"), max_length=60)
    icon = models.CharField(max_length=30, default="list-filter")
    # What the address of the list says after its `?`, as filtering.Terms writes it; the order of lines is one of them.
    terms = models.TextField(blank=True)
    made_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Views] = Views.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.CheckConstraint(condition=Q(owner=None) | Q(team=None), name="a_view_is_of_an_agent_or_a_team_or_everybody")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return f"v-{self.pk}"

    def may_be_changed_by(self, agent: Agent) -> bool:
        """One's own; a team's by its members and by leads; everybody's by leads."""
        return self.owner_id == agent.pk or (self.owner_id is None and may_share(agent, self.team))


class RailOrder(models.Model):
    """How an agent arranged their rail: keys of views in order, and those they do not want to see. What is in neither comes last."""

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="rail_order")
    keys = ArrayField(models.CharField(max_length=30), default=list)
    hidden = ArrayField(models.CharField(max_length=30), default=list)
