from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Max, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission


class Macros(models.QuerySet["Macro"]):
    def for_agent(self, agent: Agent) -> Self:
        """What an agent may use: everybody's, their teams' and their own."""
        return self.filter(Q(team=None, owner=None) | Q(team__in=agent.teams.values("pk")) | Q(owner=agent))

    def editable_by(self, agent: Agent) -> Self:
        """One's own; for who looks after the shared ones, all but other people's own."""
        mine = Q(owner=agent)
        return self.filter(mine | Q(owner=None)) if agent.may(Permission.SHARE) else self.filter(mine)

    def as_used_by(self, agent: Agent) -> Self:
        """What they used last comes first, then what everybody uses most."""
        used = Q(uses__agent=agent)
        return self.annotate(mine=Count("uses", filter=used), mine_at=Max("uses__at", filter=used)).order_by(
            F("mine_at").desc(nulls_last=True), "-used_count", "name"
        )


class Macro(models.Model):
    """Words for an answer and what happens with it, under one name."""

    if TYPE_CHECKING:
        team_id: int | None
        owner_id: int | None

    name = models.CharField(_("Name"), max_length=80)
    # Other words that find it, separated by commas.
    words = models.CharField(_("Other names"), max_length=200, blank=True)
    # By language ("ko", "en"); none for a macro that only does something.
    texts = models.JSONField(default=dict, blank=True)
    # [{"key": "tag", "params": {…}}, …] in the order in which they happen.
    effects = models.JSONField(default=list, blank=True)
    # Whose it is: a team's, one agent's, or with neither everybody's.
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="macros")
    owner = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, blank=True, related_name="macros")
    used_count = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Macros] = Macros.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(team=None) | Q(owner=None), name="a_macro_is_a_team_s_or_an_agent_s"),
            models.UniqueConstraint(Lower("name"), "team", "owner", name="a_macro_name_is_taken_once_in_its_circle", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return self.name

    def text_in(self, language: str) -> str:
        """The words for somebody who writes this language, else those there are."""
        texts: dict[str, str] = self.texts
        return texts.get(language) or texts.get("ko") or next((text for text in texts.values() if text), "")

    def language_in(self, language: str) -> str:
        """The language that `text_in` answers in."""
        text = self.text_in(language)
        return next((code for code in (language, "ko", *self.texts) if text and self.texts.get(code) == text), language)

    @property
    def first_text(self) -> str:
        return self.text_in("ko")

    @property
    def has_text(self) -> bool:
        return any(self.texts.values())

    def params_of(self, key: str) -> dict[str, Any] | None:
        return next((effect["params"] for effect in self.effects if effect["key"] == key), None)
