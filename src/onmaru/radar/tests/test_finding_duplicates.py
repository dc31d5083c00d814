"""Duplicates are found as messages arrive, and only among what something points at."""

import random
from datetime import timedelta

import pytest
import pytest_django
from django.db.models import F, Q

from onmaru.customers.actions.merge import merge as merge_customers
from onmaru.events.actor import agent
from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit.inline_jobs import run_waiting
from onmaru.language.facts import Kind
from onmaru.people.models import Agent
from onmaru.radar import gather
from onmaru.radar.actions.find_duplicates import find_duplicates
from onmaru.radar.actions.refuse import refuse
from onmaru.radar.actions.trace import trace
from onmaru.radar.alike import doubled
from onmaru.radar.gather import matter_of
from onmaru.radar.models import Duplicate, Trace
from onmaru.radar.tests.conftest import LATE, Write, at
from onmaru.stated.actions.amend import note, strike


def pair() -> Duplicate:
    return Duplicate.objects.get()


def test_the_same_order_on_two_channels_is_found_with_its_reasons(write: Write, form: Channel, minji: Agent) -> None:
    mail = write(when=at(18, "11:00"))
    asked = write("주문 20261120-0001 배송 언제 되나요?", "010-1234-5678", channel=form, when=at(18, "11:12"), name="")
    found = pair()
    assert (found.earlier, found.later, found.ended_at) == (mail, asked, None)
    assert found.reasons == [["order", "20261120-0001"], ["gap", "720"], ["channels", "email contact_form"]]
    [event] = Event.objects.filter(name="duplicate.found")
    assert (event.conversation_id, event.data["other_id"]) == (asked.pk, mail.pk)


def test_what_an_agent_noted_is_compared_and_what_was_struck_out_is_not(write: Write, form: Channel, minji: Agent) -> None:
    write(when=at(18, "11:00"))
    asked = write("그 배송 언제 되나요?", "010-1234-5678", channel=form, when=at(18, "11:12"), name="")
    assert not Duplicate.objects.exists()
    note(asked, Kind.ORDER, "20261120-0001", minji)
    run_waiting()
    assert ["order", "20261120-0001"] in pair().reasons
    strike(asked, Kind.ORDER, "20261120-0001", minji)
    run_waiting()
    assert not Duplicate.objects.still_open().exists()


def test_the_same_customer_with_the_same_words_is_found_and_another_one_with_the_same_words_is_not(write: Write) -> None:
    words = "어제 산 원피스 사이즈를 교환하고 싶은데 어떻게 하면 되나요? 한 치수 큰 것으로 부탁드립니다."
    first = write(words, when=at(16, "11:00"))
    write(words, "minsu@customer.example", when=at(16, "11:05"), name="박민수")
    second = write(f"{words} 감사합니다.", when=at(18, "11:00"))
    found = pair()
    assert (found.earlier, found.later) == (first, second)
    assert [kind for kind, _ in found.reasons] == ["person", "words", "gap"]


def test_what_opened_an_episode_counts_also_when_it_was_written_down_before_it(write: Write) -> None:
    first, second = write(when=at(18, "11:00")), write(f"{LATE} 부탁드려요.", when=at(18, "11:05"))
    Message.objects.update(created_at=F("created_at") - timedelta(milliseconds=5))
    find_duplicates(second.pk)
    assert "words" in dict(pair().reasons) and pair().earlier == first


def test_what_runs_twice_finds_the_same_once(write: Write) -> None:
    first, second = write(when=at(18, "11:00")), write(when=at(18, "11:05"))
    before = list(Duplicate.objects.values()), list(Trace.objects.values())
    for message in Message.objects.all():
        assert not trace(message)
        find_duplicates(message.conversation_id)
    assert (list(Duplicate.objects.values()), list(Trace.objects.values())) == before
    assert {first.pk, second.pk} == {pair().earlier_id, pair().later_id}
    assert Event.objects.filter(name="duplicate.found").count() == 1


def test_what_is_refused_is_never_shown_again(write: Write, minji: Agent) -> None:
    first = write(when=at(18, "11:00"))
    second = write(when=at(18, "11:05"))
    assert refuse(pair(), minji) and not refuse(pair(), minji)
    # More words, and both anew.
    write("주문번호 20261120-0001 아직인가요?", answers=second.messages.first(), when=at(18, "12:00"))
    resolve(first, minji)
    run_waiting()
    reopen(Conversation.objects.get(pk=first.pk), minji)
    run_waiting()
    find_duplicates(first.pk)
    assert not Duplicate.objects.still_open().exists()
    assert (pair().ended, pair().ended_by) == (Duplicate.Ended.REFUSED, minji)


def test_a_pair_is_over_when_one_of_it_is_and_there_again_when_both_are_open(write: Write, minji: Agent) -> None:
    first, second = write(when=at(18, "11:00")), write(when=at(18, "11:05"))
    resolve(second, minji)
    run_waiting()
    assert pair().ended == Duplicate.Ended.OVER
    reopen(Conversation.objects.get(pk=second.pk), minji)
    run_waiting()
    assert pair().ended_at is None
    mark_spam(first, agent(minji.pk))
    run_waiting()
    assert pair().ended == Duplicate.Ended.OVER


def test_merged_and_taken_back(write: Write, minji: Agent) -> None:
    first, second = write(when=at(18, "11:00")), write(when=at(18, "11:05"))
    done = merge(second, first, minji)
    run_waiting()
    assert pair().ended == Duplicate.Ended.MERGED
    unmerge(done, minji)
    run_waiting()
    assert pair().ended_at is None


def test_what_looked_like_the_one_looks_like_what_it_became_part_of(write: Write, minji: Agent) -> None:
    """A named no order; B, which did, became part of it; then C names the same."""
    plain = write("안녕하세요, 교환 문의드립니다.", "minsu@customer.example", name="박민수", when=at(18, "10:00"))
    ordered = write(when=at(18, "10:10"))
    merge(ordered, plain, minji)
    run_waiting()
    third = write("주문번호 20261120-0001 송장 부탁드려요.", "jiu@customer.example", name="한지우", when=at(18, "10:30"))
    assert (pair().earlier, pair().later) == (plain, third)


def test_who_turns_out_to_be_one_person(write: Write, minji: Agent) -> None:
    words = "제가 받은 컵에 금이 가 있습니다. 새것으로 바꿔 주시면 감사하겠습니다."
    first = write(words, when=at(18, "10:00"))
    second = write(words, "yuna.kim@other.example", when=at(18, "10:30"))
    assert not Duplicate.objects.exists()
    merge_customers(second.customer, first.customer, by=minji)
    run_waiting()
    assert pair().ended_at is None


def test_a_number_that_stands_everywhere_points_at_nothing(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "COMMON", 4)
    for number in range(6):
        text = f"예시 주문번호 20260101-0001 처럼 적었어요. {number}"
        write(text, f"c{number}@customer.example", when=at(18, "10:00"), quietly=True)
    write("예시 주문번호 20260101-0001 처럼요.", "last@customer.example", when=at(18, "10:30"), quietly=True)
    last = Conversation.objects.latest("pk")
    assert not Duplicate.objects.filter(Q(earlier=last) | Q(later=last)).exists()


def test_one_by_one_as_they_arrive_is_what_comparing_all_with_all_gives(write: Write, mailbox: Channel, form: Channel) -> None:
    chance = random.Random(5)
    texts = [
        "주문번호 20261120-000{n} 배송이 언제 시작되는지 알고 싶습니다.",
        "사이즈를 교환하고 싶은데 절차를 알려 주세요. 파란색 원피스입니다.",
        "주문번호 20261120-000{n} 취소하고 환불 부탁드립니다. 카드로 결제했어요.",
        "회원 정보를 바꾸고 싶어요. 휴대폰 번호가 010-1234-500{n} 로 바뀌었습니다.",
    ]
    for _number in range(36):
        text = chance.choice(texts).format(n=chance.randrange(4))
        by = f"c{chance.randrange(7)}@customer.example"
        when = at(16, "10:00") + timedelta(minutes=chance.randrange(3000))
        write(text, by, when=when, name="", channel=chance.choice([form, mailbox]), quietly=True)
    numbers = [*Conversation.objects.filter(merged_into=None).values_list("pk", flat=True)]
    matters = [matter for number in numbers if (matter := matter_of(number))]
    every = {tuple(sorted((one.number, other))) for one in matters for other in doubled(one, matters)}
    assert {(row.earlier_id, row.later_id) for row in Duplicate.objects.still_open()} == every
    assert 5 < len(every) < 200


def test_a_message_that_nothing_points_at_asks_little(
    write: Write, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries
) -> None:
    for number in range(12):
        write(f"주문번호 20261101-00{number:02} 문의", f"c{number}@customer.example", quietly=True)
    last = write(LATE, "new@customer.example", quietly=True)
    with django_assert_max_num_queries(9):
        find_duplicates(last.pk)
