from datetime import timedelta

import pytest

from onmaru.customers.actions.merge import merge
from onmaru.customers.actions.vip import mark_vip
from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation, Reason
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.actions.appoint import deactivate
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.actions.set_shifts import set_shifts
from onmaru.people.models import Agent, Team
from onmaru.routing.actions.arrange import set_abilities, set_measure, set_queue
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.jobs import look_around
from onmaru.routing.models import Choice, Queue
from onmaru.routing.tests.conftest import Works
from onmaru.sla.tests.conftest import WEEK, Write, at
from onmaru.triage.models import Decision


def whose(conversation: Conversation) -> Agent | None:
    return Conversation.objects.select_related("assignee").get(pk=conversation.pk).assignee


def decision(conversation: Conversation) -> Decision:
    return Decision.objects.filter(message__conversation=conversation, step="assign").latest("pk")


def test_what_comes_in_is_given_to_who_is_there_and_it_is_said_why(write: Write, works: Works) -> None:
    jiu, haneul = works("지우"), works("하늘", "away")
    conversation = write()
    assert whose(conversation) == jiu
    choice = Choice.objects.get()
    assert (choice.how, choice.why_agent, choice.against) == ("given", ["only_one"], {str(haneul.pk): "away"})
    assert decision(conversation).outcome == "given" and decision(conversation).why["agent"] == jiu.pk


def test_a_team_that_takes_for_itself_is_given_nothing(write: Write, works: Works) -> None:
    works("지우")
    Queue.objects.update(gives=False)
    conversation = write()
    assert whose(conversation) is None and decision(conversation).outcome == "left"
    assert give_out().choices == {}


def test_nobody_gets_more_than_fits_and_room_is_filled_at_once(write: Write, works: Works, junho: Agent) -> None:
    jiu = works("지우")
    set_measure(2, {}, junho)
    made = [write(by=f"{number}@customer.example") for number in range(3)]
    assert [whose(one) for one in made] == [jiu, jiu, None]
    assert decision(made[2]).why["against"] == {str(jiu.pk): "full", str(junho.pk): "offline"}
    reply(made[0], jiu, "오늘 출발했어요.")
    run_waiting()
    assert whose(made[2]) == jiu
    # Who waits for us no more takes no room, and the second run gives nothing twice.
    assert give_out().choices == {} and Choice.objects.count() == 3


def test_who_was_given_least_today_is_next(write: Write, works: Works) -> None:
    works("지우")
    works("하늘")
    with clock.frozen_at(at(18, "11:30")):
        for number in range(8):
            write(by=f"{number}@customer.example")
    assert [Choice.objects.filter(agent__name=name).count() for name in ("지우", "하늘")] == [4, 4]


def test_the_last_agent_has_a_person_again_when_there(write: Write, works: Works) -> None:
    jiu, haneul = works("지우"), works("하늘")
    first = write()
    before = whose(first)
    assert before is not None
    resolve(first, before)
    for number in range(3):
        write(by=f"{number}@customer.example")
    again = write(text="다른 것도 여쭤볼게요.", subject="다른 문의")
    assert again.pk != first.pk and whose(again) == before
    assert Choice.objects.get(conversation=again).why_agent == ["last_agent"]
    resolve(again, before)
    change_availability(before, "home", by=before)
    assert whose(write(text="또 여쭤볼게요.", subject="세 번째")) == ({jiu, haneul} - {before}).pop()


def test_the_last_agent_has_a_person_again_whichever_way_they_write(write: Write, works: Works) -> None:
    """Two addresses of one person; whoever answered the one of late is the last agent of both."""
    jiu, haneul = works("지우"), works("하늘", "home")
    old, new = write(by="yuna@work.example"), write(by="yuna@home.example")
    assign(old, jiu, actor.agent(jiu.pk))
    resolve(old, jiu)
    with clock.frozen_at(at(18, "11:10")):
        assign(new, haneul, actor.agent(haneul.pk))
        resolve(new, haneul)
    merge(new.customer, old.customer, None)
    with clock.frozen_at(at(18, "11:20")):
        change_availability(haneul, "work", by=haneul)
        # By this address alone it would be Jiu's.
        again = write(by="yuna@work.example", text="또 여쭤볼게요.", subject="세 번째")
    assert whose(again) == haneul
    assert Choice.objects.get(conversation=again).why_agent == ["last_agent"]


def test_what_waits_for_who_goes_moves_to_who_is_there(write: Write, works: Works) -> None:
    jiu = works("지우")
    conversation = write()
    change_availability(jiu, "away", "meal", by=jiu)
    run_waiting()
    # Nobody else is there: it stays theirs.
    assert whose(conversation) == jiu
    haneul = works("하늘")
    run_waiting()
    assert whose(conversation) == haneul
    latest = Choice.objects.filter(conversation=conversation).first()
    assert latest and latest.instead_of == jiu and latest.against == {str(jiu.pk): "away"}
    # What is answered stays with whom it was.
    reply(conversation, haneul, "내일 도착해요.")
    change_availability(haneul, "home", by=haneul)
    change_availability(jiu, "work", by=jiu)
    run_waiting()
    assert whose(conversation) == haneul


def test_what_a_colleague_left_with_somebody_absent_stays_there(write: Write, works: Works, junho: Agent) -> None:
    jiu, haneul = works("지우"), works("하늘", "home")
    conversation = write()
    with clock.frozen_at(at(18, "11:01")):
        assign(conversation, haneul, by=actor.agent(junho.pk))
        run_waiting()
    assert whose(conversation) == haneul
    assert jiu.pk


def test_the_end_of_a_shift_is_leaving_too(write: Write, works: Works, junho: Agent) -> None:
    jiu, haneul = works("지우"), works("하늘", "away")
    conversation = write()
    change_availability(haneul, "work", by=haneul)
    set_shifts(jiu, WEEK, "KR", junho)
    run_waiting()
    assert whose(conversation) == jiu
    with clock.frozen_at(at(18, "12:40")):
        give_out()
    assert whose(conversation) == haneul
    assert Choice.objects.filter(conversation=conversation)[0].against == {str(jiu.pk): "off_shift"}


def test_who_works_here_no_more_keeps_nothing(write: Write, works: Works, junho: Agent) -> None:
    jiu = works("지우")
    waits, answered = write(), write(by="b@customer.example")
    reply(answered, jiu, "네, 보내 드릴게요.")
    Queue.objects.update(gives=False)
    deactivate(jiu, junho)
    run_waiting()
    assert (whose(waits), whose(answered)) == (None, jiu)
    last = answered.messages.latest("pk")
    assert whose(write(by="b@customer.example", text="고마워요. 언제 오나요?", answers=last)) is None


def test_abilities_are_asked_for_only_where_somebody_has_them(write: Write, works: Works, junho: Agent) -> None:
    jiu, haneul = works("지우"), works("하늘")
    delivery, refund = Reason.objects.get(key="delivery"), Reason.objects.filter(parent__key="refund")[0]
    for agent, group in ((jiu, delivery), (haneul, refund.parent)):
        set_abilities(agent, junho, capacity=None, languages=["ko"], reasons=[group])
    Queue.objects.update(gives=False)
    about_refund, in_thai = (write(by=f"{number}@customer.example") for number in range(2))
    give_reason(about_refund, refund)
    give_reason(in_thai, Reason.objects.filter(parent__key="delivery")[0])
    Conversation.objects.filter(pk=in_thai.pk).update(language="th")
    Queue.objects.update(gives=True)
    give_out()
    assert whose(about_refund) == haneul
    # Nobody here speaks Thai: it is somebody's all the same.
    assert whose(in_thai) == jiu


def test_an_agent_of_fewer_points_gets_fewer(write: Write, works: Works, junho: Agent) -> None:
    jiu = works("지우")
    set_abilities(jiu, junho, capacity=1, languages=[], reasons=[])
    made = [write(by=f"{number}@customer.example") for number in range(2)]
    assert [whose(one) for one in made] == [jiu, None]
    set_abilities(jiu, junho, capacity=None, languages=[], reasons=[])
    run_waiting()
    assert whose(made[1]) == jiu


def test_over_its_limit_another_team_helps(write: Write, works: Works, orders: Team, junho: Agent) -> None:
    products = Team.objects.create(name="상품 문의")
    helper = works("하늘", team=products)
    set_queue(orders, junho, gives=True, limit=1, overflows_to=products)
    first = write(by="a@customer.example")
    assert whose(first) is None
    second = write(by="b@customer.example")
    assert whose(first) == helper
    assert "overflow" in Choice.objects.get(conversation=first).why_agent
    assert Conversation.objects.get(pk=first.pk).team == orders
    assert second.pk


def test_who_waits_too_long_is_helped_by_another_team(write: Write, works: Works, orders: Team, junho: Agent) -> None:
    products = Team.objects.create(name="상품 문의")
    helper = works("하늘", team=products)
    set_queue(orders, junho, gives=True, overflows_to=products, patience=10)
    first = write()
    with clock.frozen_at(first.created_at + timedelta(minutes=9)):
        look_around(timestamp=0)
        assert whose(first) is None
    with clock.frozen_at(first.created_at + timedelta(minutes=10)):
        look_around(timestamp=0)
        assert whose(first) == helper
        assert Choice.objects.get().why_agent == ["only_one", "overflow_long"]
        look_around(timestamp=0)
    assert Choice.objects.count() == 1


def test_whose_team_is_not_there_or_closed_is_helped_at_once(write: Write, works: Works, orders: Team, junho: Agent) -> None:
    products = Team.objects.create(name="상품 문의")
    helper, own = works("하늘", team=products), works("지우")
    set_queue(orders, junho, gives=True, overflows_to=products, helped_when_absent=True)
    set_measure(1, {}, junho)
    first = write(by="a@customer.example")
    assert whose(first) == own
    # Being full is not being away.
    assert whose(write(by="b@customer.example")) is None
    change_availability(own, "away", "meal", by=own)
    run_waiting()
    assert whose(first) == helper
    assert "overflow_absent" in Choice.objects.filter(conversation=first)[0].why_agent


def test_a_big_order_goes_before_others(write: Write, works: Works, junho: Agent) -> None:
    set_measure(8, {}, junho, big_order=300_000)
    with clock.frozen_at(at(18, "10:50")):
        small = write("29,000원 주문했는데 언제 오나요?", by="small@customer.example")
    big = write("35만 원 결제했는데 언제 오나요?", by="big@customer.example")
    works("지우")
    run_waiting()
    assert list(Choice.objects.order_by("pk").values_list("conversation", flat=True)) == [big.pk, small.pk]
    assert Choice.objects.get(conversation=big).why[0] == "value" and Choice.objects.get(conversation=big).was_vip


def test_vips_first_but_not_for_ever(write: Write, works: Works, junho: Agent) -> None:
    with clock.frozen_at(at(18, "10:50")):
        other = write(by="other@customer.example")
    vips = [write(by=f"vip{number}@customer.example") for number in range(4)]
    for vip in vips:
        mark_vip(vip.customer, junho)
    works("지우")
    run_waiting()
    order = list(Choice.objects.order_by("pk").values_list("conversation", flat=True))
    assert order.index(other.pk) == 3 and len(order) == 5


def test_who_is_angry_comes_sooner(write: Write, works: Works) -> None:
    with clock.frozen_at(at(18, "10:50")):
        calm = write(by="calm@customer.example")
    angry = write("진짜 너무 화나네요!! 사기 아니에요? 당장 환불해 주세요!!", by="angry@customer.example")
    works("지우")
    run_waiting()
    order = list(Choice.objects.order_by("pk").values_list("conversation", flat=True))
    assert order == [angry.pk, calm.pk]
    assert "angry" in Choice.objects.get(conversation=angry).why


def test_looking_around_gives_what_was_missed(write: Write, works: Works) -> None:
    Queue.objects.update(gives=False)
    conversation, jiu = write(), works("지우")
    Queue.objects.update(gives=True)
    look_around(timestamp=0)
    assert whose(conversation) == jiu


def test_what_waits_behind_many_who_cannot_be_served_is_found(
    write: Write, works: Works, junho: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmaru.routing.waiting.LOOKED_AT", 1)
    monkeypatch.setattr("onmaru.routing.actions.give_out.LOOKED_AT", 1)
    jiu, haneul = works("지우", "away"), works("하늘", "away")
    set_abilities(jiu, junho, capacity=None, languages=["ko"], reasons=[])
    set_abilities(haneul, junho, capacity=None, languages=["en"], reasons=[])
    made = []
    for number in range(5):
        with clock.frozen_at(at(18, "10:00") + timedelta(minutes=number)):
            made.append(write(by=f"{number}@customer.example"))
    Conversation.objects.exclude(pk=made[2].pk).update(language="en")
    Conversation.objects.filter(pk=made[2].pk).update(language="ko")
    change_availability(jiu, "work", by=jiu)
    run_waiting()
    assert [whose(one) for one in made] == [None, None, jiu, None, None]
