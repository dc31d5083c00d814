from datetime import datetime, timedelta

from django.db import transaction

from onmaru.automation.actions.apply_rules import apply_these
from onmaru.automation.models import Rule
from onmaru.automation.rules.hours import may_act
from onmaru.automation.rules.silence import fell_silent
from onmaru.people.queries import calendar_of

# What two runs at once might both just miss; who was looked at is not acted on again.
OVERLAP = timedelta(minutes=5)
# A rule that slept longer (a worker that was away, a long holiday) leaves what fell silent before alone.
FURTHEST = timedelta(days=5)


def look_by_clock(rule: Rule, now: datetime) -> int:
    """Let a rule act on whose silence became long enough since it last looked; at its hours. Gives on how many it acted."""
    if not rule.looked_until or not may_act(rule.hours, now, calendar_of(None)):
        return 0
    acted = 0
    since = max(rule.looked_until - OVERLAP, now - FURTHEST, rule.switched_on_at or now)
    for occasions in fell_silent(rule.trigger, int(rule.given.get("hours", 24)), since, now):
        acted += sum(len(apply_these([rule], occasion)) for occasion in occasions)
    with transaction.atomic():
        # Only forward: of two runs the later one knows more.
        Rule.objects.filter(pk=rule.pk, looked_until__lt=now).update(looked_until=now)
    return acted
