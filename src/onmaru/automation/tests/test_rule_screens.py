"""The builder without a browser: what it posts becomes a rule, and a rule becomes what it shows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from onmaru.automation.actions.try_rule import try_rule
from onmaru.automation.arrivals import rules_for
from onmaru.automation.desk.rules.draft import Group, Row, from_tree, press, to_tree
from onmaru.automation.models import Rule, RuleRun, Trial
from onmaru.automation.rules.starters import STARTERS
from onmaru.automation.rules.summary import Telling
from onmaru.automation.tests.conftest import Make, Ruled, q, tags_of
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def haru(shop: Shop) -> Agent:
    return Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER)


@pytest.fixture
def desk(haru: Agent) -> Client:
    client = Client()
    client.force_login(haru)
    return client


def posted(**more: object) -> dict[str, object]:
    return {
        "name": "파손",
        "trigger": "arrived",
        "g0.join": "any",
        "g0.r0.field": "message",
        "g0.r0.words": "파손, 깨지다",
        "g0.r1.field": "priority",
        "g0.r1.not": "not",
        "g0.r1.value": ["high", "urgent"],
        "tag__tags": "파손",
        **more,
    }


def test_a_rule_is_written_tried_switched_on_and_undone(desk: Client, write: Write) -> None:
    earlier = write("컵이 깨졌어요", subject="컵")
    assert desk.post(reverse("settings_new_rule"), posted()).status_code == 302
    rule = Rule.objects.get()
    assert rule.tree == {"all": [{"any": [q("message", "파손", "깨지다"), {"not": q("priority", "high", "urgent")}]}]}
    assert (rule.effects, rule.is_on) == ([{"key": "tag", "params": {"tags": ["파손"]}}], False)

    page = reverse("settings_rule", args=[rule.pk])
    assert desk.post(reverse("settings_rule_trial", args=[rule.pk])).status_code == 302
    run_waiting()
    shown = desk.get(page).content.decode()
    assert f'href="/desk/conversations/{earlier.conversation_id}/"' in shown
    assert tags_of(earlier.conversation) == set()

    desk.post(reverse("settings_rule_switch", args=[rule.pk]), {"on": "1"})
    message = write("파손되어 왔어요", by="b@customer.example")
    run_waiting()
    assert tags_of(message.conversation) == {"파손"}
    run = RuleRun.objects.get()
    assert f'id="run-{run.pk}"' in desk.get(page).content.decode()
    assert desk.get(reverse("settings_rule_runs", args=[rule.pk])).status_code == 200
    desk.post(reverse("settings_rule_run_undo", args=[run.pk]))
    assert tags_of(message.conversation) == set()
    desk.post(reverse("settings_rule_end", args=[rule.pk]))
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize(
    "more",
    [{"name": ""}, {"g0.r0.words": " , "}, {"g0.r1.value": "nothing so"}, {"tag__tags": ""}, {"trigger": "nothing"},
     {"trigger": "agent_silent", "after": ""}, {"trigger": "agent_silent", "after": "0"}, {"g0.r0.field": "gone"}],
)  # fmt: skip
def test_what_is_not_finished_is_said_and_not_saved(desk: Client, more: dict[str, object]) -> None:
    answer = desk.post(reverse("settings_new_rule"), posted(**more))
    assert (answer.status_code, Rule.objects.count()) == (422, 0)
    assert 'class="error"' in answer.content.decode()


def test_a_lead_may_not_write_rules(junho: Agent, shop: Shop) -> None:
    client = Client()
    client.force_login(junho)
    assert client.get(reverse("settings_rules")).status_code == 403
    assert client.post(reverse("settings_new_rule"), posted()).status_code == 403


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter.key)
def test_every_starter_opens_filled_in(desk: Client, starter: object, make: Make) -> None:
    make("수령 확인", "잘 받으셨나요?")
    key = starter.key  # pyright: ignore[reportAttributeAccessIssue]
    shown = desk.get(reverse("settings_new_rule"), {"from": key}).content.decode()
    content = starter.content()  # pyright: ignore[reportAttributeAccessIssue]
    assert from_tree(content["tree"]) is not None
    assert content["effects"]
    assert f'<option value="{content["trigger"]}" selected>' in shown


def test_the_list_asks_no_more_for_more_rules(desk: Client, rule: Ruled, django_assert_max_num_queries: object) -> None:
    for number in range(8):
        rule("arrived", q("tag", "a"), q("team", "none"), name=f"규칙 {number}", group=str(number % 2), tag={"tags": ["a"]})
    with django_assert_max_num_queries(12):  # pyright: ignore[reportCallIssue]
        assert desk.get(reverse("settings_rules")).status_code == 200


def test_order_goes_up_and_down(desk: Client, rule: Ruled) -> None:
    rules = [rule("arrived", name=str(number), tag={"tags": ["a"]}) for number in range(3)]
    desk.post(reverse("settings_rule_order"), {"key": str(rules[2].pk), "way": "up"})
    assert [one.name for one in Rule.objects.kept()] == ["0", "2", "1"]
    desk.post(reverse("settings_rule_order"), {"keys": [str(one.pk) for one in reversed(rules)]})
    assert [one.name for one in Rule.objects.kept()] == ["2", "1", "0"]


def test_buttons_of_the_builder_change_nothing_but_the_form(desk: Client) -> None:
    url = reverse("settings_rule_parts")
    assert "g0.r2.field" in desk.post(url, posted(do="add:0")).content.decode()
    assert "g1.r0.field" in desk.post(url, posted(do="group")).content.decode()
    shown = desk.post(url, posted(do="take:0:0")).content.decode()
    assert "g0.r1.field" not in shown
    assert "깨지다" not in shown
    assert 'name="after"' in desk.post(url, posted(trigger="agent_silent")).content.decode()
    assert Rule.objects.count() == 0


rows = st.builds(Row, st.sampled_from(["tag", "message"]), st.booleans(), st.just(("a",)))
groups = st.lists(st.builds(Group, st.sampled_from(["all", "any", "none"]), st.lists(rows, min_size=1, max_size=3)), min_size=1, max_size=4)


@given(groups)
def test_what_the_builder_makes_it_can_show(made: list[Group]) -> None:
    tree = to_tree(made)
    shown = from_tree(tree)
    assert shown is not None
    assert to_tree(shown)["all"] is not None
    assert [row.field for group in shown for row in group.rows].sort() == [row.field for group in made for row in group.rows].sort()


@given(groups, st.sampled_from(["add:0", "take:0:0", "group", "take:9:9", "add:x", "", "add", "take:0"]))
def test_no_press_breaks_the_builder(made: list[Group], do: str) -> None:
    after = press(made, do)
    assert after
    assert all(group.rows for group in after)


def test_a_rule_says_what_it_does_in_both_languages(rule: Ruled, mailbox: Channel) -> None:
    team = Team.objects.create(name="배송팀")
    to_team = {"team": str(team.pk), "name": "배송팀"}
    made = rule("arrived", q("channel", str(mailbox.pk)), q("message", "파손", "불량"), team=to_team, tag={"tags": ["파손"]})
    with translation.override("ko"):
        when, _arrow, then = Telling().of(made).partition(" → ")
    assert when == "고객의 메시지가 왔을 때, 채널이 “하루상점”이고 메시지에 “파손” 또는 “불량”이 들어 있으면"
    assert then == "배송팀에 맡기고, “파손” 태그를 달아요"
    with translation.override("en"):
        when, _arrow, then = Telling().of(made).partition(" → ")
    assert when == "When a customer's message arrives, if Channel is “하루상점”, and Message says “파손” or “불량”"
    assert then == "gives it to 배송팀, adds the tag “파손”"


def test_a_trial_counts_what_a_rule_would_have_touched_and_does_nothing(rule: Ruled, write: Write, junho: Agent, minji: Agent) -> None:
    from onmaru.inbox.actions.tag import tag

    for number in range(4):
        message = write("파손이에요" if number % 2 else "언제 와요", by=f"c{number}@customer.example")
        tag(message.conversation, "배송", minji)
    run_waiting()
    before = list(Conversation.objects.values())
    for trigger, times in (("arrived", 2), ("tagged", 2), ("resolved", 0), ("customer_silent", 0)):
        made = rule(trigger, q("message", "파손"), on=False, priority={"priority": 3})
        trial = try_rule(made, junho)
        run_waiting()
        trial.refresh_from_db()
        assert (trial.times, len(trial.conversations), trial.finished_at is not None) == (times, times, True), trigger
    assert list(Conversation.objects.values()) == before
    assert not RuleRun.objects.exists()


def test_a_trial_counts_a_wait_once_however_often_somebody_writes(rule: Ruled, write: Write, junho: Agent, minji: Agent) -> None:
    """As the rule itself does, which goes by since when somebody waits."""
    began = clock.now() - timedelta(days=5)
    message = None
    for hour in (0, 1, 2):
        with clock.frozen_at(began + timedelta(hours=hour)):
            message = write("아직인가요?", subject="배송", answers=message)
    assert message
    for hours, times in ((30, 1), (100, 1)):
        trial = try_rule(rule("agent_silent", on=False, given={"hours": hours}, priority={"priority": 3}), junho)
        run_waiting()
        trial.refresh_from_db()
        assert (trial.times, trial.conversations) == (times, [message.conversation_id])
    # After an answer they wait anew.
    with clock.frozen_at(began + timedelta(hours=40)):
        reply(message.conversation, minji, "내일 도착해요.")
    with clock.frozen_at(began + timedelta(hours=50)):
        write("안 왔어요", subject="배송", answers=message)
    trial = try_rule(rule("agent_silent", on=False, given={"hours": 30}, priority={"priority": 3}), junho)
    run_waiting()
    trial.refresh_from_db()
    assert trial.times == 2


def test_a_trial_goes_on_where_a_lost_run_stopped(rule: Ruled, write: Write, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmaru.automation.rules.past.STRETCH", 2)
    monkeypatch.setattr("onmaru.automation.actions.try_rule.A_SLICE", 0)
    for number in range(5):
        write("파손이에요", by=f"c{number}@customer.example")
    trial = try_rule(rule("arrived", q("message", "파손"), on=False, tag={"tags": ["a"]}), junho)
    run_waiting()
    trial.refresh_from_db()
    assert (trial.times, trial.looked_at >= Message.objects.count(), Trial.objects.unfinished().count()) == (5, True, 0)


def test_why_is_told_with_what_spoke_for_it(rule: Ruled, write: Write, desk: Client) -> None:
    made = rule("arrived", q("message", "파손"), {"not": q("tag", "처리")}, tag={"tags": ["a"]})
    rules_for(write("파손이에요"))
    with translation.override("en"):
        shown = desk.get(reverse("settings_rule", args=[made.pk]), headers={"accept-language": "en"}).content.decode()
    assert "says" in shown or "들어 있" in shown


def test_the_builder_reads_what_there_is_to_choose_from_once(desk: Client, django_assert_max_num_queries: object) -> None:
    address = "/desk/settings/rules/new/"
    desk.get(address)
    with django_assert_max_num_queries(16) as asked:  # pyright: ignore[reportCallIssue]
        assert desk.get(address).status_code == 200
    assert not {one["sql"] for one in asked if sum(other["sql"] == one["sql"] for other in asked) > 1}
