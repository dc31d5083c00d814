"""A conversation goes to another team: what comes with it, and what whoever had it still owes."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.models import Conversation, Episode
from onmaru.inbox.testimony import deeds
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.actions.appoint import deactivate
from onmaru.people.models import Agent, Team
from onmaru.teamwork.actions.end_duty import check
from onmaru.teamwork.actions.escalate import escalate
from onmaru.teamwork.jobs import look_at_duties
from onmaru.teamwork.models import Cause, Duty, Escalation, Handover
from onmaru.teamwork.tests.conftest import Write, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(write: Write, minji: Agent) -> Conversation:
    """김민지 took it and answered once; the customer wrote again."""
    conversation = write()
    assign(conversation, minji, actor.agent(minji.pk))
    answer = reply(conversation, minji, "물류팀에 확인해 보겠습니다.")
    run_waiting()
    return write("아직인가요? 010-1234-5678로 알려 주세요.", answers=answer)


@pytest.fixture
def given(taken: Conversation, warehouse: Team, minji: Agent) -> Duty:
    transfer(taken, warehouse, "송장이 안 움직여요", by=actor.agent(minji.pk), cause=str(Cause.objects.all()[1].pk))
    run_waiting()
    return Duty.objects.get()


def look() -> None:
    look_at_duties.func(timestamp=0)
    run_waiting()


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("agent__name", flat=True))


def test_the_packet_fills_itself(taken: Conversation, warehouse: Team, minji: Agent) -> None:
    cause = Cause.objects.all()[1]
    transfer(taken, warehouse, "송장이 안 움직여요", by=actor.agent(minji.pk), cause=str(cause.pk))
    made = Handover.objects.get()
    assert (made.from_agent, made.to_team, made.cause, made.because) == (minji, warehouse, cause, "송장이 안 움직여요")
    packet = made.packet
    assert packet["taken_by"] == "김민지"
    assert packet["waiting_since"] == taken.customer_waiting_since.isoformat() if taken.customer_waiting_since else False
    assert packet["facts"] == [["phone", "010-1234-5678"], ["order", "20261110-000123"]]
    assert [one["words"] for one in packet["tried"]] == ["물류팀에 확인해 보겠습니다."]
    assert packet["summary"]["first"].startswith("주문번호 20261110-000123")


def test_the_message_that_began_the_episode_is_told_though_it_is_a_moment_older(taken: Conversation, warehouse: Team, minji: Agent) -> None:
    Episode.objects.update(started_at=F("started_at") + timedelta(milliseconds=5))
    transfer(taken, warehouse, by=actor.agent(minji.pk))
    packet = Handover.objects.get().packet
    assert ["order", "20261110-000123"] in packet["facts"]
    assert packet["summary"]["first"].startswith("주문번호 20261110-000123")


def test_the_packet_stays_as_it_was(given: Duty, write: Write, sua: Agent) -> None:
    before = Handover.objects.get().packet
    reply(given.conversation, sua, "오늘 출발했습니다.")
    run_waiting()
    assert Handover.objects.get().packet == before


def test_what_a_rule_puts_into_its_first_team_has_no_past(write: Write, warehouse: Team) -> None:
    transfer(write(), warehouse)
    assert not Handover.objects.exists() and not Duty.objects.exists()


def test_what_a_rule_takes_from_somebody_carries_a_packet_but_nobody_owes_a_look(taken: Conversation, warehouse: Team) -> None:
    transfer(taken, warehouse)
    assert Handover.objects.count() == 1 and not Duty.objects.exists()


def test_whoever_had_it_owes_a_look_in_one_business_day(given: Duty, minji: Agent) -> None:
    assert (given.owner, given.due_at, given.as_promised) == (minji, at(19, "11:00"), False)


def test_whoever_gives_away_what_a_colleague_had_owes_nothing(taken: Conversation, warehouse: Team, junho: Agent, minji: Agent) -> None:
    transfer(taken, warehouse, by=actor.agent(junho.pk))
    assert Duty.objects.get().owner == minji


def test_the_first_goes_on_owing_when_it_is_given_on(given: Duty, orders: Team, sua: Agent, minji: Agent) -> None:
    transfer(given.conversation, Team.objects.create(name="환불팀"), by=actor.agent(sua.pk))
    assert Handover.objects.count() == 2
    assert Duty.objects.get().owner == minji


def test_reminded_then_overdue_once_each_and_the_lead_hears_of_it(given: Duty, junho: Agent) -> None:
    look()
    assert not Notice.objects.filter(kind__in=["duty", "duty_late"]).exists()
    with clock.frozen_at(at(19, "09:30")):
        look()
        look()
        assert (told("duty"), told("duty_late")) == ({"김민지"}, set())
    with clock.frozen_at(at(19, "11:00")):
        look()
        look()
        assert told("duty_late") == {"김민지", "박준호"}
    assert Notice.objects.filter(kind__startswith="duty").count() == 3


def test_the_job_looks_at_the_facts_first(given: Duty, minji: Agent, haru: Agent) -> None:
    mark_spam(given.conversation, actor.agent(haru.pk))
    with clock.frozen_at(at(19, "12:00")):
        look()
    given.refresh_from_db()
    assert (given.ended, told("duty_late")) == ("dropped", set())


def test_it_is_dropped_when_it_comes_back(given: Duty, minji: Agent, orders: Team) -> None:
    transfer(given.conversation, orders, by=actor.agent(minji.pk), agent=minji)
    run_waiting()
    assert [duty.ended for duty in Duty.objects.all()] == ["dropped"]


def test_the_customer_who_closes_it_keeps_it(given: Duty) -> None:
    resolve(given.conversation, given.conversation.customer)
    run_waiting()
    given.refresh_from_db()
    assert (given.ended, given.ended_by) == ("confirmed", None)


def test_resolved_by_an_agent_is_not_confirmed(given: Duty, sua: Agent) -> None:
    resolve(given.conversation, sua)
    run_waiting()
    given.refresh_from_db()
    assert given.ended_at is None


def test_when_its_owner_leaves_the_accountable_one_owes_it(given: Duty, minji: Agent, haru: Agent, junho: Agent) -> None:
    deactivate(minji, haru)
    run_waiting()
    given.refresh_from_db()
    assert given.owner == junho


def test_logging_a_look_at_a_conversation_one_may_not_open_any_more(given: Duty, minji: Agent, sua: Agent, client: Client) -> None:
    client.force_login(minji)
    address = f"/desk/duties/{given.pk}/"
    assert client.get(f"/desk/conversations/{given.conversation_id}/").status_code == 404
    reply(given.conversation, sua, "오늘 출발했습니다.")
    run_waiting()
    assert "오늘 출발했습니다." in client.get(address).content.decode()
    assert client.get(f"/desk/conversations/{given.conversation_id}/duty/").headers["Location"] == address
    assert client.post(address, {"how": "read", "found": ""}).status_code == 422
    assert client.post(address, {"how": "guessed", "found": "잘 됐어요"}).status_code == 422
    assert client.post(address, {"how": "called", "found": "잘 받으셨대요"}).status_code == 302
    given.refresh_from_db()
    assert (given.ended, given.how, given.found, given.ended_by) == ("checked", "called", "잘 받으셨대요", minji)
    client.post(address, {"how": "read", "found": "다시"})
    given.refresh_from_db()
    assert given.found == "잘 받으셨대요"


def test_another_agents_duty_is_not_there(given: Duty, sua: Agent, client: Client) -> None:
    client.force_login(sua)
    assert client.get(f"/desk/duties/{given.pk}/").status_code == 404
    assert client.post(f"/desk/duties/{given.pk}/", {"how": "read", "found": "네"}).status_code == 404


def test_the_board_counts_what_was_kept(given: Duty, minji: Agent, junho: Agent, client: Client) -> None:
    client.force_login(minji)
    with clock.frozen_at(at(19, "12:00")):
        page = client.get("/desk/duties/")
        assert (page.context["late"], page.context["percent"]) == (1, 0)
        assert f"duty-{given.pk}" in page.content.decode()
        # Others' are for leads only.
        assert client.get("/desk/duties/?who=team").context["everybody"] is False
    Duty.objects.update(ended="checked", how="read", ended_at=given.due_at - timedelta(hours=1))
    client.force_login(junho)
    with clock.frozen_at(at(19, "12:00")):
        page = client.get("/desk/duties/?who=team&state=ended&days=7")
        assert (page.context["percent"], page.context["fell_due"]) == (100, 1)
        assert client.get("/desk/duties/?after=nonsense").status_code == 200


def test_a_page_that_is_none_is_the_first(given: Duty, minji: Agent, client: Client) -> None:
    client.force_login(minji)
    for after in ("x", "2026-11-18T11:00:00 1", "0001-01-01T00:00:00+23:59 1", "2026-11-18T11:00:00+23:59 1"):
        assert client.get("/desk/duties/", {"state": "ended", "after": after}).status_code == 200


def test_the_packet_stands_above_the_thread_until_somebody_answered(given: Duty, sua: Agent, client: Client) -> None:
    client.force_login(sua)
    address = f"/desk/conversations/{given.conversation_id}/"
    page = client.get(address).content.decode()
    packet = f'<details class="packet" id="packet-{given.handover_id}"'  # pyright: ignore[reportAttributeAccessIssue]
    assert f"{packet} open>" in page
    assert "송장이 안 움직여요" in page and "20261110-000123" in page
    with clock.frozen_at(at(18, "11:30")):
        reply(given.conversation, sua, "오늘 출발했습니다.")
    assert f"{packet}>" in client.get(address).content.decode()


def test_the_menu_offers_causes_and_one_press_is_kept(taken: Conversation, warehouse: Team, minji: Agent, client: Client) -> None:
    client.force_login(minji)
    address, cause = f"/desk/conversations/{taken.pk}/team/", Cause.objects.in_use()[0]
    assert cause.name_ko in client.get(address).content.decode()
    client.post(address, {"team": warehouse.pk, "cause": cause.pk})
    assert Handover.objects.get().cause == cause


def test_causes_are_the_shops_own(haru: Agent, client: Client) -> None:
    client.force_login(haru)
    client.post("/desk/settings/causes/", {"name_ko": "각인 확인", "name_en": "Engraving"})
    cause = Cause.objects.get(name_en="Engraving")
    client.post(f"/desk/settings/causes/{cause.pk}/", {"_method": "DELETE"})
    assert cause not in Cause.objects.in_use()
    client.post(f"/desk/settings/causes/{cause.pk}/", {"back": "1"})
    assert cause in Cause.objects.in_use()


def test_a_document_tells_what_went_along_and_who_looked(given: Duty, taken: Conversation, minji: Agent, sua: Agent) -> None:
    raised = escalate(taken, Escalation.Cause.LATE, "택배사가 답이 없어요", minji)
    assert raised
    with clock.frozen_at(at(20, "10:00")):
        look()
        check(Duty.objects.get(), Duty.How.CALLED, "오늘 도착했다고 하십니다.", actor.agent(minji.pk))
        told = deeds(taken, clock.now(), with_internal=True)
        assert not deeds(taken, clock.now(), with_internal=False)
    handover, duty, *_, ended = [deed for deed in told if deed.kind in {"handover", "duty"}]
    assert "송장이 안 움직여요" in handover.words and handover.who == "김민지" and handover.facts["packet"]["facts"]
    assert duty.facts["due_at"] and "오늘 도착했다고 하십니다." in ended.words and ended.facts["ended"] == "checked"
    [help_asked] = [deed for deed in told if deed.kind == "escalation"]
    assert "택배사가 답이 없어요" in help_asked.words and help_asked.facts["due_at"]
