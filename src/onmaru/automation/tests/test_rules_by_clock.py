"""Rules that look by the clock: silence of either side, follow-ups by stages, at decent hours and within the budget."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from onmaru.automation.actions.look_by_clock import look_by_clock
from onmaru.automation.jobs import let_rules_look
from onmaru.automation.models import Rule
from onmaru.automation.rules.silence import _answered, _waiting
from onmaru.automation.tests.conftest import Make, Ruled
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop

pytestmark = pytest.mark.django_db
WEDNESDAY = datetime(2026, 11, 18, 11, 5, tzinfo=ZoneInfo("Asia/Seoul"))


@pytest.fixture
def follow_ups(rule: Ruled, make: Make) -> list[Rule]:
    """After 12, 24 and 48 hours without an answer of the customer."""
    macro = make("다시 여쭙기", "{{고객.이름}}님, 더 도와드릴 것이 있을까요?")
    with clock.frozen_at(WEDNESDAY - timedelta(days=1)):
        return [
            rule(
                "customer_silent",
                given={"hours": hours},
                hours="daytime",
                reply={"macro": str(macro.pk), "name": macro.name},
                name=f"{hours}",
            )
            for hours in (12, 24, 48)
        ]


def look(at: datetime) -> None:
    with clock.frozen_at(at):
        let_rules_look.func(timestamp=0)
        run_waiting()


def said_by_us(conversation: Conversation) -> int:
    return Message.objects.filter(conversation=conversation, automatic=True, text__contains="더 도와드릴").count()


def test_follow_ups_come_by_stages_by_day_only_and_end_when_the_customer_writes(follow_ups: list[Rule], write: Write, minji: Agent) -> None:
    with clock.frozen_at(WEDNESDAY):
        message = write("문의")
        reply(message.conversation, minji, "내일 도착합니다.")
        talkative = write("문의", by="b@customer.example")
        reply(talkative.conversation, minji, "내일 도착합니다.")
    with clock.frozen_at(WEDNESDAY + timedelta(hours=3)):
        write("고마워요", by="b@customer.example", answers=talkative)
    look(WEDNESDAY + timedelta(hours=11))
    assert said_by_us(message.conversation) == 0
    # Twelve hours are over at 23:05: nobody is written to at night.
    look(WEDNESDAY + timedelta(hours=12, minutes=10))
    assert said_by_us(message.conversation) == 0
    morning = WEDNESDAY + timedelta(hours=21)
    look(morning)
    look(morning + timedelta(minutes=1))
    assert said_by_us(message.conversation) == 1
    look(WEDNESDAY + timedelta(hours=24, minutes=5))
    look(WEDNESDAY + timedelta(hours=24, minutes=6))
    assert said_by_us(message.conversation) == 2
    assert said_by_us(talkative.conversation) == 0
    with clock.frozen_at(WEDNESDAY + timedelta(hours=30)):
        write("네, 받았어요", answers=message)
    look(WEDNESDAY + timedelta(hours=48, minutes=5))
    assert said_by_us(message.conversation) == 2


def test_a_customer_hears_no_more_than_the_budget(follow_ups: list[Rule], write: Write, minji: Agent) -> None:
    with clock.frozen_at(WEDNESDAY):
        for number in range(5):
            message = write("문의", by="many@customer.example", subject=f"서로 다른 문의 {number}")
            reply(message.conversation, minji, "내일 도착합니다.")
    assert Conversation.objects.count() == 5
    look(WEDNESDAY + timedelta(hours=22))
    assert Message.objects.filter(automatic=True, text__contains="더 도와드릴").count() == 3


def test_a_silence_before_the_rule_was_on_is_none_of_its(rule: Ruled, write: Write, minji: Agent) -> None:
    with clock.frozen_at(WEDNESDAY - timedelta(days=10)):
        old = write("오래된 문의")
    with clock.frozen_at(WEDNESDAY - timedelta(hours=1)):
        fresh = write("새 문의", by="b@customer.example")
    with clock.frozen_at(WEDNESDAY):
        made = rule("agent_silent", given={"hours": 4}, priority={"priority": 3})
    later = WEDNESDAY + timedelta(hours=3, minutes=1)
    with clock.frozen_at(later):
        assert look_by_clock(made, later) == 1
        made.refresh_from_db()
        assert look_by_clock(made, later + timedelta(minutes=1)) == 0
    assert Conversation.objects.get(pk=fresh.conversation_id).priority == 3
    assert Conversation.objects.get(pk=old.conversation_id).priority == 1


@pytest.mark.parametrize(("rows", "by"), [(_waiting(), "silent_since"), (_answered("open"), "last_activity_at")])
def test_silence_is_found_by_an_index_in_its_order(rows: Conversations, by: str, shop: Shop) -> None:
    since = WEDNESDAY - timedelta(days=1)
    with connection.cursor() as cursor:
        # In a table of a few rows nothing is faster than reading all of them.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        # Nor than sorting them.
        cursor.execute("SET LOCAL enable_sort = off")
    stretch = rows.filter(**{f"{by}__gte": since, f"{by}__lte": WEDNESDAY}).exclude(**{by: since, "pk__lte": 7}).order_by(by, "pk")
    plan = stretch.values_list("pk", by if by == "last_activity_at" else "customer_waiting_since")[:200].explain()
    assert " using conversations_" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan


def test_a_batch_is_not_the_end(rule: Ruled, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmaru.automation.rules.silence.BATCH", 2)
    with clock.frozen_at(WEDNESDAY):
        made = rule("agent_silent", given={"hours": 1}, tag={"tags": ["기다림"]})
    with clock.frozen_at(WEDNESDAY + timedelta(minutes=1)):
        for number in range(5):
            write("문의", by=f"c{number}@customer.example")
    with clock.frozen_at(WEDNESDAY + timedelta(hours=2)):
        assert look_by_clock(made, clock.now()) == 5
