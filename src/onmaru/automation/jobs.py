from onmaru.automation.actions.look_by_clock import look_by_clock
from onmaru.automation.models import Rule
from onmaru.automation.rules import trigger as triggers
from onmaru.kit import clock
from onmaru.kit.jobs import every


@every("* * * * *")
def let_rules_look() -> None:
    """Rules by the clock look at whose silence has just become long enough."""
    by_clock = [trigger.key for trigger in triggers.everyone() if trigger.by_clock]
    now = clock.now()
    for rule in Rule.objects.on().filter(trigger__in=by_clock):
        look_by_clock(rule, now)
