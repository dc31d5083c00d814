from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from onmaru.automation.effect import actor_of
from onmaru.automation.events import RuleDeleted, RuleEdited, RuleMade
from onmaru.automation.models import Rule, RuleVersion
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as somebody wrote it: all that a version keeps."""

    name: str
    trigger: str
    group: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    tree: dict[str, Any] = field(default_factory=lambda: {"all": []})
    effects: list[dict[str, Any]] = field(default_factory=list)
    stops: bool = False
    hours: str = Rule.Hours.ANY


@transaction.atomic
def make_rule(written: Written, by: Agent) -> Rule:
    """Make a rule, below the others and off."""
    now = clock.now()
    last = Rule.objects.kept().aggregate(last=Max("place"))["last"]
    rule = Rule.objects.create(**asdict(written), place=(last or 0) + 1, created_at=now, updated_at=now)
    _keep(rule, by)
    record(RuleMade(rule_id=rule.pk, rule_name=rule.name), by=actor.agent(by.pk))
    return rule


@transaction.atomic
def edit_rule(rule: Rule, written: Written, by: Agent | None) -> bool:
    """Write a rule anew, as its next version; the product does it by nobody. One that is on stays so. False when nothing changes."""
    rule = Rule.objects.select_for_update(no_key=True).get(pk=rule.pk)
    if rule.content == asdict(written):
        return False
    looks_otherwise = (rule.trigger, rule.given) != (written.trigger, written.given)
    for name, value in asdict(written).items():
        setattr(rule, name, value)
    rule.version += 1
    rule.updated_at = clock.now()
    if looks_otherwise:
        # What fell silent long ago by the new measure is no news.
        rule.looked_until = rule.updated_at if rule.is_on else None
    rule.save()
    _keep(rule, by)
    record(RuleEdited(rule_id=rule.pk, rule_name=rule.name, version=rule.version), by=actor_of(by))
    return True


def restore_rule(rule: Rule, version: RuleVersion, by: Agent) -> bool:
    """Write a rule as it was in one of its versions. False when it is so."""
    return edit_rule(rule, Written(**version.content), by)


@transaction.atomic
def delete_rule(rule: Rule, by: Agent) -> None:
    """Delete a rule; what it did stays done, and known."""
    if Rule.objects.kept().filter(pk=rule.pk).update(deleted_at=clock.now(), switched_on_at=None, switched_on_by=None):
        record(RuleDeleted(rule_id=rule.pk, rule_name=rule.name), by=actor.agent(by.pk))


def _keep(rule: Rule, by: Agent | None) -> None:
    RuleVersion.objects.create(rule=rule, number=rule.version, content=rule.content, by=by, at=clock.now())
