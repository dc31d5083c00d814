"""How many resolutions customers confirmed, and how many they did not. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from onmaru.inbox.models import Episode, Reason
from onmaru.people.models import Agent, Team

# What rows stand for, by their name in the address: the column of an episode.
SORTS = {"agent": "resolved_by", "team": "conversation__team", "reason": "reason"}


@dataclass(frozen=True, slots=True)
class Closed:
    """`unconfirmed`: neither a yes nor a no."""

    of: Agent | Team | Reason | None
    resolved: int
    asked: int
    confirmed: int
    denied: int

    @property
    def unconfirmed(self) -> int:
        return self.resolved - self.confirmed - self.denied

    @property
    def share(self) -> int:
        """Of a hundred resolutions, how many the customer confirmed."""
        return round(100 * self.confirmed / self.resolved) if self.resolved else 0


def closed(since: datetime, until: datetime, by: str) -> list[Closed]:
    """The most unconfirmed first. Spam and what was merged or deleted is nobody's resolution."""
    column = SORTS[by]
    ended = Episode.objects.filter(resolved_at__gte=since, resolved_at__lt=until, conversation__spam_marked_at=None,
                                   conversation__merged_into=None, conversation__deleted_at=None)  # fmt: skip
    counted = (
        ended.order_by()
        .values(column)
        .annotate(
            resolved=Count("pk", distinct=True),
            asked=Count("pk", distinct=True, filter=Q(questions__message__isnull=False)),
            confirmed=Count("pk", distinct=True, filter=Q(confirmed_at__isnull=False) & ~_SAID_NO),
            denied=Count("pk", distinct=True, filter=_SAID_NO),
        )
    )
    rows = list(counted)
    named = _named(by, [row[column] for row in rows if row[column]])
    found = [Closed(named.get(row[column]), row["resolved"], row["asked"], row["confirmed"], row["denied"]) for row in rows]
    return sorted(found, key=lambda one: (-one.unconfirmed, -one.resolved, str(one.of)))


_SAID_NO = Q(pk__in=Episode.objects.filter(questions__answer="no").values("pk"))


def _named(by: str, numbers: list[int]) -> dict[int, Agent | Team | Reason]:
    model = {"agent": Agent, "team": Team, "reason": Reason}[by]
    return dict(model.objects.in_bulk(numbers))
