from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.automation.rules.engine import Shape
from onmaru.automation.rules.tree import from_json
from onmaru.people.models import Agent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.automation.models.rule_run import RuleRun


def always() -> dict[str, Any]:
    return {"all": []}


def nothing() -> dict[str, Any]:
    return {}


class Rules(models.QuerySet["Rule"]):
    def kept(self) -> Self:
        return self.filter(deleted_at=None)

    def on(self) -> Self:
        return self.filter(switched_on_at__isnull=False)

    def listening(self, *triggers: str) -> Self:
        """Those that are on and look when one of these happens."""
        return self.on().filter(trigger__in=triggers)


class Rule(models.Model):
    """When it looks, what it asks, and what it then does. Off until somebody switches it on."""

    if TYPE_CHECKING:
        switched_on_by_id: int | None
        versions: RelatedManager["RuleVersion"]
        runs: RelatedManager["RuleRun"]

    class Hours(models.TextChoices):
        """When a rule that looks by the clock may act; what falls into the rest waits for it."""

        ANY = "any", _("At any hour")
        DAYTIME = "daytime", _("By day, from 8 to 21")
        OPEN = "open", _("In business hours")

    name = models.CharField(_("Name"), max_length=80)
    # Rules of one group stand together, and one that stops ends only its own group.
    group = models.CharField(_("Group"), max_length=40, blank=True)
    place = models.IntegerField(default=0)
    # A key of rules/trigger.py, with what it is told: {"hours": 12} of silence.
    trigger = models.CharField(max_length=30)
    given = models.JSONField(default=nothing, blank=True)
    # As rules/tree.py writes it.
    tree = models.JSONField(default=always)
    # [{"key": "tag", "params": {…}}, …] in the order in which they happen.
    effects = models.JSONField(default=list, blank=True)
    stops = models.BooleanField(default=False)
    hours = models.CharField(max_length=8, choices=Hours.choices, default=Hours.ANY)
    version = models.IntegerField(default=1)
    switched_on_at = models.DateTimeField(null=True, blank=True)
    switched_on_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Up to which moment a rule that looks by the clock has looked.
    looked_until = models.DateTimeField(null=True, blank=True)
    ran_count = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    # It is kept for its history.
    deleted_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Rules] = Rules.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(deleted_at=None) | Q(switched_on_at=None), name="a_deleted_rule_is_off"),
            models.CheckConstraint(condition=Q(hours__in=["any", "daytime", "open"]), name="a_rule_acts_at_known_hours"),
        ]
        indexes = [models.Index("trigger", name="rules_that_are_on", condition=Q(switched_on_at__isnull=False))]

    def __str__(self) -> str:
        return self.name

    @property
    def is_on(self) -> bool:
        return self.switched_on_at is not None

    def was_on(self, at: datetime) -> bool:
        return self.switched_on_at is not None and self.switched_on_at <= at

    @property
    def shape(self) -> Shape:
        """Raises Unreadable."""
        return Shape(self.pk, from_json(self.tree), self.group, self.stops)

    @property
    def content(self) -> dict[str, Any]:
        """All of a rule that a version keeps."""
        return {name: getattr(self, name) for name in CONTENT}


CONTENT = ("name", "group", "trigger", "given", "tree", "effects", "stops", "hours")


class RuleVersion(models.Model):
    """A rule as it was written at some time."""

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="versions")
    number = models.IntegerField()
    content = models.JSONField()
    by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["rule", "number"], name="versions_of_a_rule_are_numbered")]
