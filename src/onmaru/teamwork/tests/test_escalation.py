"""Somebody asks for help with a conversation: whom, by when, and what comes of it."""

import pytest
from django.test import Client

from onmaru.automation.actions.switch_rule import switch_rule
from onmaru.automation.actions.write_rule import Written, make_rule
from onmaru.automation.effect import find
from onmaru.automation.models import RuleRun
from onmaru.automation.rules.starters import find as starter
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.models import Conversation, Note
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.actions.appoint import deactivate
from onmaru.people.models import Agent, Team
from onmaru.sla.actions.retime import retime
from onmaru.teamwork.actions.answer_escalation import guide, hand_back, take_over
from onmaru.teamwork.actions.escalate import escalate
from onmaru.teamwork.jobs import look_at_escalations
from onmaru.teamwork.models import Escalation
from onmaru.teamwork.tests.conftest import Write, at

pytestmark = pytest.mark.django_db
UPSET, LATE = Escalation.Cause.UPSET, Escalation.Cause.LATE
URGENT, NORMAL = Conversation.Priority.URGENT, Conversation.Priority.NORMAL


@pytest.fixture
def conversation(write: Write, warehouse: Team, sua: Agent, junho: Agent) -> Conversation:
    found = write()
    transfer(found, warehouse, agent=sua)
    run_waiting()
    return Conversation.objects.get(pk=found.pk)


@pytest.fixture
def raised(conversation: Conversation, sua: Agent) -> Escalation:
    made = escalate(conversation, UPSET, "환불을 두 번 미뤘어요", sua)
    run_waiting()
    assert made is not None
    return made


def look() -> None:
    look_at_escalations.func(timestamp=0)
    run_waiting()


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("agent__name", flat=True))


def ended(escalation: Escalation) -> str:
    escalation.refresh_from_db()
    return escalation.ended


def priority(conversation: Conversation) -> int:
    return Conversation.objects.get(pk=conversation.pk).priority


def test_the_lead_is_asked_has_an_hour_and_it_becomes_urgent(raised: Escalation, junho: Agent, conversation: Conversation) -> None:
    assert (raised.owner, raised.due_at, raised.priority_before) == (junho, at(18, "12:00"), NORMAL)
    assert priority(conversation) == URGENT
    assert told("help") == {"박준호"}


def test_it_is_asked_once_at_a_time(raised: Escalation, conversation: Conversation, sua: Agent) -> None:
    assert escalate(conversation, LATE, "", sua) is None
    assert escalate(conversation, LATE, "", None) is None
    assert Escalation.objects.count() == 1


def test_a_lead_who_needs_help_asks_who_runs_the_shop(conversation: Conversation, junho: Agent, haru: Agent) -> None:
    made = escalate(conversation, UPSET, "", junho)
    assert made and made.owner == haru


def test_unanswered_it_is_said_once_and_who_runs_the_shop_hears_of_it(raised: Escalation) -> None:
    look()
    assert told("help_late") == set()
    with clock.frozen_at(at(18, "12:00")):
        look()
        look()
    assert told("help_late") == {"박준호", "오하루"}
    assert Notice.objects.filter(kind="help_late").count() == 2


def test_taking_over(raised: Escalation, junho: Agent, conversation: Conversation) -> None:
    assert take_over(raised, junho) and not take_over(raised, junho)
    run_waiting()
    assert (ended(raised), Conversation.objects.get(pk=conversation.pk).assignee) == ("taken_over", junho)
    assert (priority(conversation), told("helped")) == (URGENT, {"최수아"})


def test_guidance_is_a_note_that_calls_whoever_has_it(raised: Escalation, junho: Agent) -> None:
    assert guide(raised, junho, "배송비까지 환불해 주세요")
    run_waiting()
    assert (ended(raised), Note.objects.get().text) == ("guided", "@최수아 배송비까지 환불해 주세요")
    assert told("mention") == {"최수아"}


def test_handed_back_it_goes_on_as_before(raised: Escalation, junho: Agent, conversation: Conversation) -> None:
    assert hand_back(raised, junho, "이미 환불됐어요")
    assert (ended(raised), priority(conversation)) == ("handed_back", NORMAL)


def test_what_is_resolved_needs_no_help(raised: Escalation, sua: Agent, conversation: Conversation) -> None:
    resolve(conversation, sua)
    run_waiting()
    assert ended(raised) == "over"
    assert escalate(conversation, UPSET, "", sua) is None


def test_when_whoever_was_asked_leaves_another_is(raised: Escalation, junho: Agent, haru: Agent) -> None:
    deactivate(junho, haru)
    run_waiting()
    raised.refresh_from_db()
    assert raised.owner == haru
    # And hears of it, with what is left of the hour.
    assert told("help") == {"박준호", "오하루"}


def test_on_the_desk(conversation: Conversation, sua: Agent, junho: Agent, minji: Agent, client: Client) -> None:
    address = f"/desk/conversations/{conversation.pk}/escalation/"
    client.force_login(sua)
    assert "박준호" in client.get(address).content.decode()
    assert client.post(address, {"cause": "no"}, headers={"HX-Request": "true"}).status_code == 422
    client.post(address, {"cause": "stuck", "because": "업체가 답이 없어요"})
    # Whoever asked does not answer themselves.
    assert client.post(f"{address}answer/", {"way": "take_over"}, headers={"HX-Request": "true"}).status_code == 422
    assert "업체가 답이 없어요" in client.get("/desk/escalations/").content.decode()
    client.force_login(minji)
    assert "업체가 답이 없어요" not in client.get("/desk/escalations/").content.decode()
    client.force_login(junho)
    page = client.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert 'id="call-for-help"' in page
    assert client.post(f"{address}answer/", {"way": "guide", "words": ""}, headers={"HX-Request": "true"}).status_code == 422
    client.post(f"{address}answer/", {"way": "guide", "words": "다른 업체로 보내세요"})
    assert Escalation.objects.get().ended == "guided"
    page = client.get("/desk/escalations/?state=ended")
    assert (page.context["percent"], page.context["answered"]) == (100, 1)


def switched_on(key: str, by: Agent) -> None:
    found = starter(key)
    assert found
    switch_rule(make_rule(Written(str(found.name), **found.content()), by), True, by)


def test_a_missed_deadline_asks_for_help_once_a_rule_is_switched_on(
    conversation: Conversation, sua: Agent, junho: Agent, haru: Agent
) -> None:
    """Breach and escalation: the rule is offered, nothing happens before it is switched on, and then it has an owner and a clock."""
    switched_on("breached", haru)
    conversation.refresh_from_db()
    due = conversation.due_at
    assert due is not None and not Escalation.objects.exists()
    with clock.frozen_at(due):
        retime([conversation.pk])
        run_waiting()
        made = Escalation.objects.get()
        assert (made.cause, made.raised_by, made.owner) == ("late", None, junho)
        assert (priority(conversation), told("help")) == (URGENT, {"박준호"})
        # Whoever answers the customer now is late all the same; the lead says what to do.
        assert guide(made, junho, "먼저 사과하고 오늘 안에 보내 주세요")
        reply(conversation, sua, "늦어서 죄송합니다. 오늘 보내드립니다.")
        run_waiting()
    assert RuleRun.objects.count() == 1 and ended(made) == "guided"


def test_angry_words_ask_for_help(write: Write, junho: Agent, haru: Agent, minji: Agent) -> None:
    switched_on("upset", haru)
    calm = write("언제 오나요?", by="calm@customer.example")
    angry = write("정말 화가 납니다. 소비자원에 신고할게요!!!", by="angry@customer.example")
    run_waiting()
    assert list(Escalation.objects.values_list("conversation", "cause")) == [(angry.pk, "upset")]
    assert calm.pk != angry.pk


def test_the_effect_is_done_once_and_taken_back(conversation: Conversation) -> None:
    effect = find("escalate")
    assert effect
    before = effect.apply(conversation, None, {"cause": "late"})
    assert before and effect.apply(conversation, None, {"cause": "late"}) is None
    effect.take_back(conversation, None, before)
    assert (Escalation.objects.get().ended, priority(conversation)) == ("over", NORMAL)
    assert effect.read(effect.write({"cause": "late"})) == {"cause": "late"}
