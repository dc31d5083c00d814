"""Searching as an agent: what they may see, narrowed by the operators they typed, found by the words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from onmaru.customers.models import Customer
from onmaru.customers.searchables import CUSTOMER
from onmaru.inbox.models import Conversation, Note, SideThread
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.searchables import CONVERSATION, MESSAGE, NOTE, SIDE
from onmaru.language.query import Filter, Query, parse
from onmaru.people.models import Agent
from onmaru.search.cursor import Cursor
from onmaru.search.engine import PAGE, Found, search, things
from onmaru.search.finding import Scope

# Operators that leave so few conversations are where a search starts; more are looked at one by one as words find them.
FEW_CONVERSATIONS = 2000
SORTS = {"note": NOTE, "message": MESSAGE, "outside": SIDE, "customer": CUSTOMER, "conversation": CONVERSATION}
# Who "from:" may mean.
MOST_CUSTOMERS = 50


@dataclass(frozen=True, slots=True)
class Searched:
    query: Query
    found: Found = field(default_factory=Found)
    # Without words there is nothing to rank: the conversations that the operators leave, newest first.
    listed: Conversations | None = None


def candidates(agent: Agent, text: str, after: str = "", page: int = PAGE) -> Searched:
    """One page of what an agent's query finds among what they may see. `after` is `found.next` of the page before, as text."""
    query = parse(text, timezone.localdate())
    conversations = _narrowed(Conversation.objects.visible_to(agent).filter(merged_into=None), query)
    if not query.said:
        listed = _between(_with(conversations, query.values("in")), query) if query.filters or query.after or query.before else None
        return Searched(query, listed=listed)
    return Searched(query, search(query, _scope(conversations, query), Cursor.read(after), page))


def conversations_for(agent: Agent, text: str, apart_from: Conversation, most: int) -> list[int]:
    """Ids of the conversations that a query finds best, for choosing one of them."""
    query = parse(text, timezone.localdate())
    if query.number is not None:
        return [query.number]
    visible = Conversation.objects.visible_to(agent).filter(merged_into=None).exclude(pk=apart_from.pk)
    found = search(query, _scope(visible, replace(query, filters=())), page=most)
    return [row.document.conversation_id for row in found.rows if row.document.conversation_id is not None]


def _scope(conversations: Conversations, query: Query) -> Scope:
    sorts = [SORTS[value] for value in query.values("in")]
    # Customers have neither a team nor a status: what narrows conversations leaves none of them.
    unnarrowed = not [one for one in query.filters if one.name != "in"]
    return Scope(
        allowed=_allowed(conversations, unnarrowed),
        within=_within(conversations, query.filters),
        sorts=sorts or None,
        after=_midnight(query.after),
        before=_midnight(query.before),
    )


def _allowed(conversations: Conversations, without: bool) -> tuple[str, Sequence[Any]]:
    """As SQL about one `hit`: its conversation is one of these, or there is none."""
    alone = "hit.conversation_id IS NULL" if without else "false"
    try:
        one = conversations.filter(pk=RawSQL("hit.conversation_id", ())).order_by().values("pk")
        sql, values = one.query.sql_with_params()
    except EmptyResultSet:
        return alone, ()
    return f"({alone} OR EXISTS ({sql}))", values


def _within(conversations: Conversations, filters: Sequence[Filter]) -> list[int] | None:
    if not any(one.name in {"from", "tag", "agent"} and not one.negated for one in filters):
        return None
    ids = list(conversations.order_by().values_list("pk", flat=True)[: FEW_CONVERSATIONS + 1])
    return ids if len(ids) <= FEW_CONVERSATIONS else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _between(conversations: Conversations, query: Query) -> Conversations:
    after, before = _midnight(query.after), _midnight(query.before)
    if after:
        conversations = conversations.filter(last_activity_at__gte=after)
    return conversations.filter(created_at__lt=before) if before else conversations


def _with(conversations: Conversations, kinds: Sequence[str]) -> Conversations:
    """Those that have anything of one of these kinds to look into; every one has a subject and messages."""
    if not kinds or not {"message", "conversation"}.isdisjoint(kinds):
        return conversations
    some = Q(pk__in=[])
    if "note" in kinds:
        some |= Q(Exists(Note.objects.filter(conversation=OuterRef("pk"))))
    if "outside" in kinds:
        some |= Q(Exists(SideThread.objects.filter(conversation=OuterRef("pk"))))
    return conversations.filter(some)


def _narrowed(conversations: Conversations, query: Query) -> Conversations:
    for one in query.filters:
        condition = _condition(one)
        conversations = conversations.exclude(condition) if one.negated else conversations.filter(condition)
    return conversations


def _condition(one: Filter) -> Q:
    match one.name, one.value:
        case "from", who:
            return Q(customer__in=_customers(who))
        case "channel", name:
            return Q(channel__name__icontains=name) | Q(channel__kind__iexact=name) | Q(channel__handle__iexact=name)
        case "tag", name:
            return Q(pk__in=Conversation.objects.filter(taggings__tag__name__iexact=name).values("pk"))
        case "team", name:
            return Q(team__name__icontains=name)
        case "agent", "none" | "없음" | "미배정":
            return Q(assignee=None)
        case "agent", name:
            return Q(assignee__name__icontains=name) | Q(assignee__email__istartswith=name)
        case "status", "waiting":
            return Q(customer_waiting_since__isnull=False)
        case "status", "spam":
            return Q(spam_marked_at__isnull=False)
        case "status", status:
            return Q(status=status, spam_marked_at=None)
        case "has", "attachment":
            return Q(has_attachments=True)
    return Q()


def _customers(who: str) -> QuerySet[Customer, int]:
    """All rows of the people that a name, handle or number finds."""
    people = things(CUSTOMER, who, MOST_CUSTOMERS)
    return Customer.objects.of_people(people).values_list("pk", flat=True)
