from django.db import transaction

from onmaru.automation.events import RuleSwitched
from onmaru.automation.models import Rule
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def switch_rule(rule: Rule, on: bool, by: Agent) -> bool:
    """Let a rule act from now on, or no more. False when it is so already."""
    now = clock.now()
    rows = Rule.objects.kept().filter(pk=rule.pk, switched_on_at__isnull=on)
    fields = {"switched_on_at": now, "switched_on_by": by, "looked_until": now} if on else {"switched_on_at": None, "switched_on_by": None}
    if not rows.update(**fields):
        return False
    record(RuleSwitched(rule_id=rule.pk, rule_name=rule.name, on=on), by=actor.agent(by.pk))
    return True
