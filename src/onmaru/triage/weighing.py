"""What triage understood that speaks for serving somebody sooner."""

from collections.abc import Collection

from onmaru.routing.inputs import weighs
from onmaru.triage.models import Decision

ANGER = {"angry": 0.8, "abusive": 0.9}


@weighs("anger")
def anger(conversations: Collection[int]) -> dict[int, float]:
    """How angry the last message of the customer was."""
    of_customers = Decision.objects.filter(message__conversation__in=conversations, step="understand").exclude(outcome="skipped")
    last = of_customers.order_by("message__conversation", "-pk").distinct("message__conversation")
    moods = dict(last.values_list("message__conversation", "outcome"))
    return {number: ANGER[mood] for number, mood in moods.items() if mood in ANGER}
