"""What the desk asks of conversations: a view's, a page of them, and how many there are. One query each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Value

from onmaru.inbox.models import Channel, Conversation, Tagging
from onmaru.inbox.models.conversation import Conversations
from onmaru.people.models import Agent, Shop, Team

PAGE = 40
# A list that grew by scrolling refreshes as a whole up to here; what lies beyond is fetched anew on the way down.
LONGEST_REFRESH = 200
# Counting further costs more than the number tells.
MOST_COUNTED = 1000

Status = Conversation.Status


class NoSuchView(LookupError):
    """No view has this key."""


def of_view(key: str, agent: Agent) -> Conversations:
    """The conversations of a view that an agent may see."""
    shown = Conversation.objects.visible_to(agent).shown()
    match key.partition("-"):
        case ("mine", _, ""):
            return shown.filter(assignee=agent, status=Status.OPEN)
        case ("unassigned", _, ""):
            return shown.filter(assignee=None, status=Status.OPEN)
        case ("all", _, ""):
            return shown.filter(status=Status.OPEN)
        case ("snoozed", _, ""):
            return shown.filter(status=Status.SNOOZED)
        case ("resolved", _, ""):
            return shown.filter(status=Status.RESOLVED)
        case ("spam", _, ""):
            return Conversation.objects.visible_to(agent).spam()
        case ("team", _, number) if number.isdecimal() and len(number) < 10:
            return shown.filter(team=int(number), status=Status.OPEN)
        case ("channel", _, number) if number.isdecimal() and len(number) < 10:
            return shown.filter(channel=int(number), status=Status.OPEN)
    raise NoSuchView(key)


def matching(agent: Agent, terms: Mapping[str, str | Sequence[str]]) -> Conversations:
    """All that a list shows this agent: `terms` is what its address says after `?`, and under "view" the key of its view.

    Raises NoSuchView. A list carries both as `data-terms` (a query string without places) and `data-view`.
    """
    key = terms.get("view", "all")
    return of_view(key if isinstance(key, str) else key[-1], agent)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list that is ordered by last activity: the row after which the next page begins."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{int(self.at.timestamp() * 1_000_000)}-{self.id}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """None for what is no cursor: a list then simply begins at its beginning."""
        micros, _, number = text.partition("-")
        if not (micros.isdecimal() and number.isdecimal() and len(micros) < 18 and len(number) < 19):
            return None
        seconds, rest = divmod(int(micros), 1_000_000)
        return cls(datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), int(number))


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Conversation]
    # Where this page ended, and whether there is more.
    end: Cursor | None
    more: bool


def page(conversations: Conversations, after: Cursor | None = None, until: Cursor | None = None) -> Page:
    """Rows in order of activity, newest first: those after a place, or from the top down to one."""
    limit = PAGE
    if after:
        conversations = conversations.filter(last_activity_at__lte=after.at).exclude(last_activity_at=after.at, id__gte=after.id)
    elif until:
        limit = LONGEST_REFRESH
        # One page at least: a list whose only row was resolved must not stay empty while others wait below.
        beyond = Q(last_activity_at__lt=until.at) | Q(last_activity_at=until.at, id__lt=until.id)
        found = list(_as_rows(conversations.exclude(beyond))[: limit + 1])
        if len(found) >= PAGE:
            more = len(found) > limit or conversations.filter(beyond).exists()
            return _page(found[:limit], more)
        limit = PAGE
    found = list(_as_rows(conversations)[: limit + 1])
    return _page(found[:limit], len(found) > limit)


def _page(rows: list[Conversation], more: bool) -> Page:
    end = Cursor(rows[-1].last_activity_at, rows[-1].pk) if rows else None
    return Page(rows, end, more)


def _as_rows(conversations: Conversations) -> Conversations:
    """With everything that a line of the list shows."""
    return conversations.newest_first().select_related("customer__person", "assignee", "channel").annotate(tag_names=tag_names())


def tag_names() -> ArraySubquery:
    return ArraySubquery(Tagging.objects.filter(conversation=OuterRef("pk")).order_by("tag__name").values("tag__name"))


def counts(agent: Agent, keys: Iterable[str]) -> dict[str, int]:
    """How many conversations each view holds for an agent, counted up to MOST_COUNTED."""
    names, parts, parameters = list(keys), [], []
    for key in names:
        try:
            sql, values = of_view(key, agent).order_by().values("pk")[:MOST_COUNTED].query.sql_with_params()
        except EmptyResultSet:
            sql, values = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")
        parameters += values
    with connection.cursor() as cursor:
        # Every part was compiled by the ORM; values travel as parameters.
        cursor.execute("SELECT " + ", ".join(parts), parameters)
        row = cursor.fetchone()
    return dict(zip(names, row or (), strict=True))


@dataclass(frozen=True, slots=True)
class Place:
    """A named thing of the rail: the shop, a team or a channel."""

    sort: str
    id: int
    name: str
    kind: str


def places() -> list[Place]:
    """The shop, the teams and the active channels."""

    def named(rows: QuerySet, sort: str, kind: F | Value) -> QuerySet:
        # Without an order of their own: a union orders as a whole.
        return rows.order_by().annotate(sort=Value(sort), a_kind=kind).values_list("sort", "pk", "name", "a_kind")

    nothing = Value("", output_field=CharField())
    rows = named(Shop.objects.all(), "shop", nothing).union(
        named(Team.objects.all(), "team", nothing), named(Channel.objects.active(), "channel", F("kind")), all=True
    )
    return sorted((Place(*row) for row in rows), key=lambda place: (place.name, place.id))
