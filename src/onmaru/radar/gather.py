"""Reads what `missed` and `alike` want to know. A handful of queries for however many."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, Left

from onmaru.channels.events import ChatAbandoned
from onmaru.customers.models import Customer
from onmaru.events.models import Event
from onmaru.inbox.events import ConversationResolved
from onmaru.inbox.models import Conversation, Dispatch, Episode, Message
from onmaru.inbox.models.conversation import Conversations
from onmaru.language.keys import keys_of
from onmaru.radar.alike import FURTHEST, Matter
from onmaru.radar.missed import Facts
from onmaru.radar.models import Miss, Trace

# Of a conversation the beginning is compared: its first messages, so many letters of each.
MESSAGES, LETTERS = 3, 2000
# What opens an episode may have been written down a moment before the episode was.
A_MOMENT = timedelta(seconds=1)
# So many candidates are compared, the newest first.
CANDIDATES = 20
# What stands in more open conversations than this ("주문번호 20260101-0001 처럼 적어 주세요") points at none.
COMMON = 20
_NOT_OUT = [Dispatch.State.CANCELLED, Dispatch.State.FAILED, Dispatch.State.BOUNCED]
_OPEN = [Conversation.Status.OPEN, Conversation.Status.SNOOZED]


def facts_of(rows: Conversations) -> dict[int, Facts]:
    """By conversation."""
    of = Event.objects.filter(conversation_id=OuterRef("pk")).order_by("-id")
    theirs = Message.objects.filter(conversation=OuterRef("pk"), direction=Message.Direction.IN, machine="")
    ours = Message.objects.filter(conversation=OuterRef("pk"), direction=Message.Direction.OUT, automatic=False, machine="")
    let_be = Miss.objects.filter(conversation=OuterRef("pk"), ended=Miss.Ended.LET_BE)
    known = rows.annotate(
        abandoned_at=Subquery(of.filter(name=ChatAbandoned.name).values("at")[:1]),
        asked_at=Subquery(theirs.order_by("-created_at").values("created_at")[:1]),
        answered=Exists(ours.exclude(dispatch__state__in=_NOT_OUT)),
        resolved_at=Subquery(Episode.objects.filter(conversation=OuterRef("pk")).order_by("-ordinal").values("resolved_at")[:1]),
        let_be_at=Subquery(let_be.order_by("-ended_at").values("ended_at")[:1]),
        resolved_by_kind=Subquery(of.filter(name=ConversationResolved.name).values("actor_kind")[:1]),
    )
    return {
        row["pk"]: Facts(
            status=row["status"],
            shown=row["spam_marked_at"] is None and row["merged_into"] is None and row["deleted_at"] is None,
            waiting_since=row["customer_waiting_since"],
            due_at=row["due_at"],
            due_for=row["due_for"],
            abandoned_at=row["abandoned_at"],
            asked_at=row["asked_at"],
            answered=row["answered"],
            resolved_at=row["resolved_at"],
            resolved_by_customer=row["resolved_by_kind"] == "customer",
            let_be_at=row["let_be_at"],
        )
        for row in known.values(
            "pk", "status", "spam_marked_at", "merged_into", "deleted_at", "customer_waiting_since", "due_at", "due_for",
            "abandoned_at", "asked_at", "answered", "resolved_at", "resolved_by_kind",
            "let_be_at",
        )
    }  # fmt: skip


def matter_of(number: int) -> Matter | None:
    """None for one that is over, or hidden."""
    return next(iter(_matters(_comparable().filter(pk=number))), None)


def worth_comparing(numbers: Iterable[int]) -> list[int]:
    """Of these, the open ones that something points at from another open one. Four queries."""
    people = dict(_comparable().filter(pk__in=list(numbers)).values_list("pk", Coalesce("customer__person", "customer")))
    of_person = _comparable().filter(customer__in=_rows_of(people.values()))
    theirs = Counter(of_person.values_list(Coalesce("customer__person", "customer"), flat=True))
    keys = Trace.objects.filter(conversation__in=people).values_list("conversation", "key")
    stated = Counter(_open_with({key for _, key in keys}).values_list("key", flat=True))
    sharing = {number for number, key in keys if stated[key] > 1}
    return sorted(number for number, person in people.items() if number in sharing or theirs[person] > 1)


def candidates_for(matter: Matter) -> list[Matter]:
    """The open conversations that something points at from this one, the newest first."""
    near = (matter.began_at - FURTHEST, matter.began_at + FURTHEST)
    of_person = _comparable().filter(customer__in=_rows_of([matter.person]))
    numbers = {*of_person.order_by("-last_activity_at").values_list("pk", flat=True)[: CANDIDATES + 1], *_sharing(matter)}
    rows = _comparable().filter(pk__in=numbers - {matter.number}, began_at__range=near)
    return _matters(rows.order_by("-last_activity_at", "-pk")[:CANDIDATES])


def telling(matter: Matter, others: Iterable[Matter]) -> Matter:
    """Without the traces that stand in so many conversations that they say nothing."""
    shared = matter.traces & frozenset(pair for other in others for pair in other.traces)
    return replace(matter, traces=matter.traces - {pair for pair in shared if _is_common(f"{pair[0]}:{pair[1]}")})


def shown(number: int) -> dict[tuple[str, str], str]:
    """What a conversation states, as its customer wrote it."""
    rows = Trace.objects.filter(conversation=number).values_list("key", "shown")
    return {(kind, value): said for key, said in rows for kind, _, value in [key.partition(":")]}


def _comparable() -> Conversations:
    began = Episode.objects.filter(conversation=OuterRef("pk"), resolved_at=None).values("started_at")[:1]
    return Conversation.objects.shown().filter(status__in=_OPEN, deleted_at=None).annotate(began_at=Subquery(began))


def _rows_of(people: Iterable[int]) -> list[int]:
    """As numbers: where there are few, an index gives their conversations, however many are open."""
    return list(Customer.objects.of_people(people).values_list("pk", flat=True))


def _sharing(matter: Matter) -> set[int]:
    keys = [f"{kind}:{value}" for kind, value in matter.traces]
    if not keys:
        return set()
    shared = _open_with(keys).exclude(conversation=matter.number).order_by("-conversation")
    return set(shared.values_list("conversation", flat=True)[: CANDIDATES * 2])


def _is_common(key: str) -> bool:
    """Looked up no further than the limit: what stands everywhere is not counted to its end."""
    return len(_open_with([key]).values_list("pk")[: COMMON + 1]) > COMMON


def _open_with(keys: Iterable[str]) -> QuerySet[Trace]:
    shown = Q(conversation__spam_marked_at=None, conversation__merged_into=None, conversation__deleted_at=None)
    return Trace.objects.filter(shown, key__in=list(keys), conversation__status__in=_OPEN)


def _matters(rows: QuerySet[Any]) -> list[Matter]:
    words = Message.objects.filter(
        conversation=OuterRef("pk"), direction=Message.Direction.IN, machine="", created_at__gte=OuterRef("began_at") - A_MOMENT
    ).order_by("created_at", "id")
    start = Left(Concat("subject", Value("\n"), "text", output_field=TextField()), LETTERS)
    known = rows.annotate(texts=ArraySubquery(words.values(start=start)[:MESSAGES]), speaks=Coalesce("customer__person", "customer"))
    found = [row for row in known.values_list("pk", "speaks", "channel__kind", "began_at", "texts") if row[3] is not None]
    traces = _traces(number for number, *_ in found)
    return [
        Matter(number, person, channel, began_at, traces.get(number, frozenset()), frozenset(keys_of("\n".join(texts))))
        for number, person, channel, began_at, texts in found
    ]


def _traces(numbers: Iterable[int]) -> dict[int, frozenset[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for number, key in Trace.objects.filter(conversation__in=list(numbers)).values_list("conversation", "key"):
        kind, _, value = key.partition(":")
        found.setdefault(number, set()).add((kind, value))
    return {number: frozenset(pairs) for number, pairs in found.items()}
