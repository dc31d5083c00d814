from django.db import transaction

from onmaru.automation.events import RulesArranged
from onmaru.automation.models import Rule
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent


@transaction.atomic
def arrange_rules(numbers: list[int], by: Agent) -> bool:
    """Say in which order rules look. Those that are not named stay behind. False when that is their order."""
    rules = {rule.pk: rule for rule in Rule.objects.kept().select_for_update(no_key=True)}
    named = [rules.pop(number) for number in dict.fromkeys(numbers) if number in rules]
    order = [*named, *rules.values()]
    moved = [rule for place, rule in enumerate(order, 1) if rule.place != place]
    if not moved:
        return False
    for place, rule in enumerate(order, 1):
        rule.place = place
    Rule.objects.bulk_update(moved, ["place"])
    record(RulesArranged(rule_ids=[rule.pk for rule in order]), by=actor.agent(by.pk))
    return True
