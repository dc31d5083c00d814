from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from onmaru.automation.models.rule import Rule, nothing
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent


class RuleRuns(models.QuerySet["RuleRun"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-id")


class RuleRun(models.Model):
    """That a rule acted on a conversation, once for one fact: what it was asked, what it changed, and whether that was undone."""

    if TYPE_CHECKING:
        rule_id: int
        conversation_id: int

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="runs")
    version = models.IntegerField()
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="rule_runs")
    # What it acted on: "message:12", "event:34", "silence:2026-11-22T10:00:00+00:00".
    fact = models.CharField(max_length=60)
    at = models.DateTimeField()
    # The rules whose deeds led here, and the lines of the log that came of this run.
    chain = ArrayField(models.IntegerField(), default=list)
    caused = ArrayField(models.BigIntegerField(), default=list)
    # The tree with its answers; see rules/tree.py.
    why = models.JSONField(default=nothing)
    # The effects as they were then, each with what it did: [{"key", "params", "did", "undo"}]; `undo` where the facts below do not show it.
    done = models.JSONField(default=list)
    # What changed of the conversation, as it was and as it then was; see bulk/facts.py of the inbox.
    before = models.JSONField(default=nothing)
    after = models.JSONField(default=nothing)
    # The name of what went wrong; then nothing was done.
    fault = models.CharField(max_length=60, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[RuleRuns] = RuleRuns.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "rule", "fact"], name="a_rule_acts_on_a_conversation_once_for_a_fact")
        ]
        indexes = [
            models.Index(fields=["conversation", "-at"], name="rule_runs_of_a_conversation"),
            models.Index("rule", F("at").desc(), F("id").desc(), name="rule_runs_of_a_rule"),
        ]

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and (bool(self.before) or any(one.get("undo") for one in self.done))
