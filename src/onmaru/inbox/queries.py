"""What the desk asks of conversations: those that match, and a page of them. One query each."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, Func, OuterRef, QuerySet, Value

from onmaru.inbox.asked import NoSuchView as NoSuchView
from onmaru.inbox.asked import all_of, asked, narrowed
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.filtering.terms import Said, Unreadable, said_in
from onmaru.inbox.hours import hours_beside
from onmaru.inbox.models import Channel, Conversation, RailOrder, Tagging, View
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.sorting import NEWEST, Cursor, Sort
from onmaru.kit.prepared import prepared
from onmaru.people.models import Agent, Shop, Team

# Two screens of them; what is drawn is what a list costs.
PAGE = 30
# A list that grew by scrolling refreshes as a whole up to here; what lies beyond is fetched anew on the way down.
LONGEST_REFRESH = 200


def of_view(key: str, agent: Agent) -> Conversations:
    """The conversations of a view that an agent may see. Raises NoSuchView."""
    return all_of(asked(agent, key, {}), Asking(agent))


def matching(agent: Agent, terms: Said) -> Conversations:
    """All that a list shows this agent: `terms` is what its address says after `?`, and under "view" the key of its view.

    A list carries both as `data-terms` (a query string without places) and `data-view`. Raises NoSuchView, and Unreadable for terms of
    which a part means nothing: what is done to all that match must never reach further than the list did.
    """
    said = dict(said_in(str(terms.urlencode()))) if hasattr(terms, "urlencode") else dict(terms)  # pyright: ignore[reportAttributeAccessIssue]
    key = said.pop("view", "all")
    found = asked(agent, key if isinstance(key, str) else key[-1], said)
    if found.problems:
        raise Unreadable(" ".join(found.problems))
    return narrowed(found.terms, Asking(agent))


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Conversation]
    # Where this page ended, and whether there is more.
    end: Cursor | None
    more: bool


def page(conversations: Conversations, after: Cursor | None = None, until: Cursor | None = None, sort: Sort = NEWEST) -> Page:
    """Rows in an order: those after a place, or from the top down to one."""
    limit = PAGE
    if after:
        conversations = conversations.filter(sort.after(after))
    elif until:
        limit = LONGEST_REFRESH
        found = list(_as_rows(conversations.filter(sort.until(until)), sort)[: limit + 1])
        # One page at least: a list whose only row was resolved must not stay empty while others wait below.
        if len(found) >= PAGE:
            more = len(found) > limit or conversations.filter(sort.after(until)).exists()
            return _page(found[:limit], more, sort)
        limit = PAGE
    found = list(_as_rows(conversations, sort)[: limit + 1])
    return _page(found[:limit], len(found) > limit, sort)


def _page(rows: list[Conversation], more: bool, sort: Sort) -> Page:
    return Page(rows, sort.place(rows[-1]) if rows else None, more)


# What a line of the list shows and is ordered by. How a channel is reached is encrypted: opening it for every line would cost more than
# the line.
_SHOWN = (
    "subject", "preview", "last_activity_at", "created_at", "status", "snoozed_until", "spam_marked_at", "priority", "has_attachments",
    "due_at", "due_soon_at", "due_for",
    "undelivered_since", "outsider_answered_at", "customer_waiting_since", "team_id", "customer__name", "customer__person__name",
    "assignee__name", "channel__name", "channel__kind",
)  # fmt: skip


def _as_rows(conversations: Conversations, sort: Sort) -> Conversations:
    return with_line(sort.order(conversations)).annotate(hours=hours_beside())


def with_line(conversations: Conversations) -> Conversations:
    """Only what a line shows of each."""
    return conversations.select_related("customer__person", "assignee", "channel").only(*_SHOWN).annotate(tag_names=tag_names())


def tag_names() -> ArraySubquery:
    return ArraySubquery(Tagging.objects.filter(conversation=OuterRef("pk")).order_by("tag__name").values("tag__name"))


@dataclass(frozen=True, slots=True)
class Place:
    """A named thing of the rail: the shop, a team, a channel, a saved view with its terms, or how the agent arranged all these."""

    sort: str
    id: int
    name: str
    kind: str
    terms: str

    @property
    def key(self) -> str:
        return f"v-{self.id}" if self.sort == "view" else f"{self.sort}-{self.id}"


def places(agent: Agent) -> list[Place]:
    """All that a rail consists of, in one query. Of the agent's order, `name` has the keys and `kind` the hidden ones, with commas."""
    found = (Place(*row) for row in _places(agent.pk, role=agent.role))
    return sorted(found, key=lambda place: (place.name, place.id))


@prepared
def _places(agent: int, *, role: str) -> QuerySet[Shop, tuple[str, int, str, str, str]]:
    def named(rows: QuerySet, sort: str, name: F | Func, kind: F | Func | Value, terms: F | Value) -> QuerySet:
        # Without an order of their own: a union orders as a whole.
        return (
            rows.order_by()
            .annotate(sort=Value(sort), a_name=name, a_kind=kind, a_terms=terms)
            .values_list("sort", "pk", "a_name", "a_kind", "a_terms")
        )

    nothing, name = Value("", output_field=CharField()), F("name")
    return named(Shop.objects.all(), "shop", name, nothing, nothing).union(
        named(Team.objects.all(), "team", name, nothing, nothing),
        named(Channel.objects.active(), "channel", name, F("kind"), nothing),
        named(View.objects.visible_to(Agent(pk=agent, role=role)), "view", name, F("icon"), F("terms")),
        named(RailOrder.objects.filter(agent=agent), "order", _with_commas("keys"), _with_commas("hidden"), nothing),
        all=True,
    )


def _with_commas(array: str) -> Func:
    return Func(F(array), Value(","), function="array_to_string", output_field=CharField())
