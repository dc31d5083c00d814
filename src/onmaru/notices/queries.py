"""What is asked of notices. All bounded: a busy team makes thousands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, OuterRef, Subquery, Value, When

from onmaru.customers.models import Customer
from onmaru.notices.models import Notice, Wishes
from onmaru.notices.models.notice import Notices
from onmaru.notices.quiet import Quiet, Rule
from onmaru.people.models import Agent
from onmaru.people.queries import calendar_of

MOST_COUNTED = 100
PAGE = 60


@dataclass(frozen=True, slots=True)
class Group:
    """All of one conversation, newest first."""

    notices: list[Notice]

    @property
    def newest(self) -> Notice:
        return self.notices[0]

    @property
    def unread(self) -> int:
        return sum(notice.read_at is None for notice in self.notices)


def wishes_of(agent_ids: Iterable[int]) -> dict[int, Wishes]:
    """How each of these agents wants to be told."""
    wanted = list(agent_ids)
    chosen = {row.pk: row for row in Wishes.objects.filter(pk__in=wanted)}
    return {number: chosen.get(number) or Wishes(pk=number) for number in wanted}


def rule_of(agent: Agent, wishes: Wishes) -> Rule:
    """When this agent is not to be disturbed; the shop's hours are those of their team where they have just one."""
    teams = list(agent.teams.values_list("pk", flat=True)[:2]) if wishes.quiet == Quiet.CLOSED else []
    calendar = calendar_of(teams[0] if len(teams) == 1 else None)
    return Rule(Quiet(wishes.quiet), wishes.quiet_from, wishes.quiet_to, ZoneInfo(agent.time_zone), calendar)


def unread_conversations(agent: Agent) -> list[int]:
    """The conversations with something unread, at most MOST_COUNTED."""
    unread = Notice.objects.of(agent).in_app().unread().order_by()
    return list(unread.values_list("conversation_id", flat=True).distinct()[:MOST_COUNTED])


def newest_unread(agent: Agent) -> Notice | None:
    return Notice.objects.of(agent).in_app().unread().order_by("-at", "-id").first()


def groups(agent: Agent, before: tuple[datetime, int] | None = None) -> tuple[list[Group], Notice | None]:
    """A page of what was told, by conversation, newest first; and the last notice of it when there are older ones."""
    rows = Notice.objects.of(agent).in_app().order_by("-at", "-id")
    if before:
        at, number = before
        rows = rows.filter(at__lte=at).exclude(at=at, id__gte=number)
    found = list(named(rows).select_related("conversation__customer__person")[: PAGE + 1])
    by_conversation: dict[int, list[Notice]] = {}
    for notice in found[:PAGE]:
        by_conversation.setdefault(notice.conversation_id, []).append(notice)
    return [Group(notices) for notices in by_conversation.values()], found[PAGE - 1] if len(found) > PAGE else None


def named(rows: Notices) -> Notices:
    """With the name of who did it."""
    agents = Subquery(Agent.objects.filter(pk=OuterRef("actor_id")).values("name")[:1])
    customers = Subquery(Customer.objects.filter(pk=OuterRef("actor_id")).values("name")[:1])
    return rows.annotate(
        actor_name=Case(When(actor_kind="agent", then=agents), When(actor_kind="customer", then=customers), default=Value(""))
    )
