"""How often answers leave although a check has found something: above all, how often customers are asked again. Reads only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from onmaru.automation.checks import CHECKS, Check
from onmaru.automation.models import PassedCheck
from onmaru.inbox.models import Message
from onmaru.kit import clock

# Of a shop with more, the last ones say as much.
MESSAGES = 20_000


@dataclass(frozen=True, slots=True)
class Passed:
    check: Check
    count: int
    answers: int

    @property
    def per_thousand(self) -> float:
        return round(1000 * self.count / self.answers, 1) if self.answers else 0.0


def passed(days: int) -> tuple[int, list[Passed]]:
    """How many answers people gave in so many days, and of each check how many of them left in spite of it."""
    since = clock.now() - timedelta(days=days)
    latest = Message.objects.order_by("-pk").values("pk")[:MESSAGES]
    recent = Message.objects.filter(pk__in=latest, created_at__gte=since)
    answers = recent.filter(direction=Message.Direction.OUT, automatic=False, machine="").count()
    rows = PassedCheck.objects.of_sent().filter(at__gte=since, message__in=recent.values("pk"))
    counted = dict(rows.order_by().values_list("check_name").annotate(Count("pk")))
    return answers, [Passed(check, counted.get(check.name, 0), answers) for check in CHECKS]
