from onmaru.automation.actions.look_by_clock import look_by_clock
from onmaru.automation.actions.try_rule import look_back
from onmaru.automation.models import Rule, Trial
from onmaru.automation.rules import trigger as triggers
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_missing, enqueue_once, every, job


@every("* * * * *")
def let_rules_look() -> None:
    """Rules by the clock look at whose silence has just become long enough."""
    by_clock = [trigger.key for trigger in triggers.everyone() if trigger.by_clock]
    now = clock.now()
    for rule in Rule.objects.on().filter(trigger__in=by_clock):
        look_by_clock(rule, now)


@job(queue="bulk")
def run_trial(trial_id: int) -> None:
    """Some of a trial, then the rest in another run."""
    if look_back(trial_id):
        enqueue_once(run_trial, f"trial:{trial_id}", trial_id=trial_id)


@every("* * * * *")
def look_after_trials() -> None:
    """What a dead worker left in the middle goes on from its row."""
    enqueue_missing(run_trial, {f"trial:{pk}": {"trial_id": pk} for pk in Trial.objects.unfinished().values_list("pk", flat=True)[:20]})
