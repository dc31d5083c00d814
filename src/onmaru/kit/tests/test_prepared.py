"""A queryset whose SQL is built once answers as if it were built each time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit.prepared import prepared

pytestmark = pytest.mark.django_db


def built(number: int, newer: datetime | None = None, word: str = "", *, listed: bool = False) -> QuerySet[Message]:
    rows = Message.objects.select_related("conversation__channel", "identity").filter(conversation=number)
    rows = rows.annotate(other=Exists(Conversation.objects.exclude(pk=OuterRef("conversation"))), said=JSONObject(text=F("text")))
    if newer:
        rows = rows.filter(created_at__gte=newer)
    if word:
        rows = rows.filter(text__contains=word)
    return rows.order_by("-pk")[:2] if listed else rows.order_by("pk")


def told(rows: list[Message]) -> list[Any]:
    return [(row, row.text, row.created_at, row.conversation.channel.name, row.identity, row.other, row.said) for row in rows]  # pyright: ignore[reportAttributeAccessIssue]


def test_it_finds_what_the_queryset_finds(write: Write, django_assert_num_queries: Any) -> None:
    asked = prepared(built)
    numbers = [write(text=f"컵이 {count}개 깨졌어요").conversation_id for count in range(3)]
    for number in (*numbers, 0):
        assert told(asked(number)) == told(list(built(number)))
        assert told(asked(number, listed=True)) == told(list(built(number, listed=True)))
    with django_assert_num_queries(1):
        [row] = asked(numbers[0])
        assert row.conversation.channel.name and row.identity


def test_the_sql_is_built_once_for_each_shape(write: Write) -> None:
    calls: list[tuple[Any, ...]] = []

    def counted(*values: Any, **shape: Any) -> QuerySet[Message]:
        calls.append((len(values), shape))
        return built(*values, **shape)

    asked, first, second = prepared(counted), write(), write()
    for message in (first, second, first):
        assert asked(message.conversation_id) == [message]
        assert asked(message.conversation_id, message.created_at) == [message]
        assert asked(message.conversation_id, listed=True) == [message]
    assert calls == [(1, {}), (2, {}), (1, {"listed": True})]


def test_values_and_tuples_of_values_come_as_such(write: Write) -> None:
    message = write()
    texts = prepared(lambda number: Message.objects.filter(pk=number).values_list("text", flat=True))
    pairs = prepared(lambda number: Message.objects.filter(pk=number).values_list("pk", "text"))
    named = prepared(lambda number: Message.objects.filter(pk=number).values("text"))
    assert texts(message.pk) == [message.text]
    assert pairs(message.pk) == [(message.pk, message.text)]
    assert named(message.pk) == [{"text": message.text}]


def test_several_numbers_are_one_value(write: Write) -> None:
    calls: list[int] = []

    def several(numbers: list[int], since: datetime, word: str) -> QuerySet[Message]:
        calls.append(len(numbers))
        return Message.objects.filter(pk__in=numbers, created_at__gte=since, machine=word).order_by("pk")

    asked = prepared(several)
    messages = [write(text=f"컵이 {number}개 깨졌어요") for number in range(5)]
    for wanted in (messages[:1], messages[1:3], messages[:3], messages[1:5], messages):
        assert asked([message.pk for message in wanted], messages[0].created_at, "") == wanted
    assert calls == [1, 2, 4, 8]
    assert asked([messages[0].pk, messages[0].pk], messages[0].created_at, "") == messages[:1]
    with pytest.raises(ValueError, match="nothing to ask"):
        asked([], messages[0].created_at, "")


@given(word=st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_asked_for_is_a_value_and_never_sql(word: str, write: Write) -> None:
    texts = prepared(lambda text: Message.objects.filter(text=text).order_by("pk"))
    assert texts(word) == list(Message.objects.filter(text=word).order_by("pk"))


def test_each_thread_asks_over_its_own_connection(db: None) -> None:
    backend = prepared(lambda number: Conversation.objects.filter(pk=number).annotate(
        at=models.Func(function="pg_backend_pid", output_field=models.IntegerField())).values_list("at", flat=True))  # fmt: skip
    backend(1)

    def elsewhere() -> bool:
        try:
            return backend(1) == [] and connection.connection is not None
        finally:
            connection.close()

    here = connection.connection
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(elsewhere).result()
    assert connection.connection is here


def test_a_value_that_the_sql_does_not_hold_is_an_error(db: None) -> None:
    with pytest.raises(ValueError, match="does not stand"):
        prepared(lambda number: Conversation.objects.filter(pk__gt=number + 1))(5)


def test_what_would_be_prefetched_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="prefetched"):
        prepared(lambda number: Conversation.objects.filter(pk=number).prefetch_related("tags"))(5)
