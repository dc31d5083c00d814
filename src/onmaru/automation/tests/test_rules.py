"""Rules at work on messages and on what happens: once, explained, and taken back."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onmaru.automation.actions.apply_rules import apply_rules
from onmaru.automation.actions.arrange_rules import arrange_rules
from onmaru.automation.actions.take_run_back import Changed, take_run_back
from onmaru.automation.actions.write_rule import Written, delete_rule, edit_rule, restore_rule
from onmaru.automation.arrivals import arrival, rules_for
from onmaru.automation.models import Rule, RuleRun
from onmaru.automation.tests.conftest import Ruled, q, tags_of
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.actions.reply import reply, reply_automatically
from onmaru.inbox.actions.tag import tag, untag
from onmaru.inbox.events import MessageSent
from onmaru.inbox.models import Conversation, Episode, Note, Reason, Tag
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.triage import pipeline
from onmaru.triage.models import Decision

pytestmark = pytest.mark.django_db


def test_a_message_with_a_word_goes_to_a_team_with_a_tag_once(rule: Ruled, write: Write) -> None:
    delivery = Team.objects.create(name="배송팀")
    made = rule("arrived", q("message", "파손", "깨지다"), team={"team": str(delivery.pk), "name": "배송팀"}, tag={"tags": ["파손"]})
    message, other = write("컵이 깨져서 왔어요"), write("언제 오나요?", by="b@customer.example")
    for _twice in range(2):
        pipeline.run(message.pk)
        pipeline.run(other.pk)
        rules_for(message)

    message.conversation.refresh_from_db()
    assert (message.conversation.team, tags_of(message.conversation)) == (delivery, {"파손"})
    assert tags_of(other.conversation) == set()
    [run] = RuleRun.objects.all()
    assert run.why == {"all": [{"field": "message", "values": ["파손", "깨지다"], "is": True}], "is": True}
    assert [done["key"] for done in run.done] == ["team", "tag"]
    assert Decision.objects.get(message=message, step="apply_rules").why["rules"] == [{"rule": made.pk, "fault": ""}]
    assert Decision.objects.get(message=other, step="apply_rules").outcome == "nothing to do"
    made.refresh_from_db()
    assert made.ran_count == 1


def test_a_rule_that_is_off_and_one_that_came_later_do_nothing(rule: Ruled, write: Write) -> None:
    rule("arrived", on=False, tag={"tags": ["꺼짐"]})
    message = write("문의")
    rule("arrived", tag={"tags": ["나중"]})
    assert rules_for(message) == []
    assert tags_of(message.conversation) == set()


def test_what_the_product_says_by_itself_is_no_answer(rule: Ruled, write: Write, minji: Agent) -> None:
    """An acknowledgement is not followed by what follows an answer, and a rule that answers does not answer itself."""
    rule("sent", tag={"tags": ["답변"]})
    conversation = write("문의").conversation
    for message, tags in ((reply_automatically(conversation, "접수했습니다."), set()), (reply(conversation, minji, "내일요"), {"답변"})):
        record(MessageSent(conversation_id=conversation.pk, message_id=message.pk))
        run_waiting(until=clock.now())
        assert tags_of(conversation) == tags


def test_machines_spam_and_what_is_deleted_set_nothing_off(rule: Ruled, write: Write) -> None:
    rule("arrived", tag={"tags": ["왔음"]})
    from onmaru.inbox.actions.spam import mark_spam

    message = write("광고")
    mark_spam(message.conversation)
    assert rules_for(message) == []
    Conversation.objects.filter(pk=message.conversation_id).update(spam_marked_at=None, deleted_at=clock.now())
    assert rules_for(message) == []


def test_many_rules_ask_the_database_once(rule: Ruled, write: Write, django_assert_num_queries: Any) -> None:
    Tag.objects.create(name="없는 태그")
    for number in range(12):
        rule("arrived", q("tag", "없는 태그"), q("priority", "urgent"), q("message", f"말{number}"), q("created", f"{number + 1}h"))
    message = write("문의")
    with django_assert_num_queries(12):
        assert rules_for(message) == []


def test_filters_of_lists_are_conditions(rule: Ruled, write: Write, minji: Agent) -> None:
    message = write("문의", by="vip@customer.example")
    conversation = message.conversation
    assign(conversation, minji)
    tag(conversation, "단골", minji)
    prioritise(conversation, Conversation.Priority.HIGH)
    yes = rule("tagged", q("tag", "단골"), q("agent", str(minji.pk)), q("priority", "high", "urgent"), {"not": q("vip", "yes")},
               q("created", "1h"),
               {"any": [q("team", "none"), q("channel", str(conversation.channel_id))]}, tag={"tags": ["맞음"]})  # fmt: skip
    rule("tagged", q("tag", "없는 태그"), tag={"tags": ["틀림"]})
    rule("tagged", {"not": q("nothing-called-so", "x")}, tag={"tags": ["모름"]})
    rule("tagged", q("agent", "me"), tag={"tags": ["나"]})
    tag(conversation, "부름", minji)
    run_waiting()
    assert tags_of(conversation) == {"단골", "부름", "맞음"}
    assert [run.rule_id for run in RuleRun.objects.all()] == [yes.pk]


def test_what_was_before_is_asked_of_the_event(rule: Ruled, write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write("문의").conversation
    rule("assigned", q("before-agent", str(minji.pk)), tag={"tags": ["민지에게서"]})
    rule("assigned", {"not": q("before-team", "none")}, tag={"tags": ["답 없는 질문"]})
    assign(conversation, minji)
    run_waiting()
    assert tags_of(conversation) == set()
    assign(conversation, junho)
    run_waiting()
    assert tags_of(conversation) == {"민지에게서"}


def test_counts_facts_hours_and_senders(rule: Ruled, write: Write) -> None:
    rule("arrived", q("unanswered", "3.."), tag={"tags": ["세 번째"]})
    rule("arrived", q("states", "order"), tag={"tags": ["주문번호"]})
    rule("arrived", q("sender", "@partner.example"), tag={"tags": ["거래처"]})
    rule("arrived", q("first", "no"), tag={"tags": ["이어서"]})
    rule("arrived", q("lately", "2.."), tag={"tags": ["자주"]})
    first = write("주문번호 20261122-0001 언제 와요?", by="a@partner.example", subject="주문")
    rules_for(first)
    assert tags_of(first.conversation) == {"주문번호", "거래처"}
    for text in ("여보세요", "저기요"):
        rules_for(write(text, by="a@partner.example", subject="주문", answers=first))
    assert tags_of(first.conversation) == {"주문번호", "거래처", "이어서", "세 번째"}


def test_rules_that_call_each_other_come_to_rest_and_one_does_not_call_itself(rule: Ruled, write: Write, minji: Agent) -> None:
    ping = rule("tagged", tag={"tags": ["핑"]}, untag={"tags": ["퐁"]})
    pong = rule("tagged", tag={"tags": ["퐁"]}, untag={"tags": ["핑"]})
    rule("untagged", tag={"tags": ["핑"]})
    conversation = write("문의").conversation
    tag(conversation, "시작", minji)
    run_waiting()
    runs = list(RuleRun.objects.order_by("pk"))
    assert 0 < len(runs) <= 30
    assert all(len(set(run.chain)) == len(run.chain) < 3 and run.rule_id not in run.chain for run in runs)
    assert {run.rule_id for run in runs if not run.chain} == {ping.pk, pong.pk}


def test_an_event_is_acted_on_once_and_the_database_says_so(rule: Ruled, write: Write) -> None:
    made = rule("arrived", note={"text": "확인해 주세요"})
    message = write("문의")
    assert len(apply_rules(arrival(message))) == 1
    assert apply_rules(arrival(message)) == []
    assert Note.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleRun.objects.create(rule=made, version=1, conversation=message.conversation, fact=f"message:{message.pk}", at=clock.now())


def test_a_rule_that_fails_is_recorded_and_the_others_act(rule: Ruled, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    rule("arrived", tag={"tags": ["반쯤"]}, priority={"priority": 99})
    rule("arrived", tag={"tags": ["다음"]})
    message = write("문의")
    assert [run.fault for run in rules_for(message)] == ["ValueError", ""]
    assert tags_of(message.conversation) == {"다음"}


def test_undo_puts_back_what_changed_unless_somebody_changed_it_since(rule: Ruled, write: Write, junho: Agent, minji: Agent) -> None:
    delivery = Team.objects.create(name="배송팀")
    rule(
        "arrived",
        team={"team": str(delivery.pk), "name": "배송팀"},
        tag={"tags": ["파손"]},
        priority={"priority": 3},
        status={"status": "resolved"},
    )
    one, other = write("문의"), write("문의", by="b@customer.example")
    before = Conversation.objects.filter(pk=one.conversation_id).values("team", "priority", "status", "customer_waiting_since").get()
    [run], [second] = rules_for(one), rules_for(other)
    assert Conversation.objects.get(pk=one.conversation_id).status == "resolved"
    assert take_run_back(run, junho)
    assert not take_run_back(run, junho)
    assert (
        Conversation.objects.filter(pk=one.conversation_id).values("team", "priority", "status", "customer_waiting_since").get() == before
    )
    assert tags_of(one.conversation) == set()

    prioritise(other.conversation, Conversation.Priority.LOW, by=actor.agent(minji.pk))
    with pytest.raises(Changed):
        take_run_back(second, junho)
    assert tags_of(other.conversation) == {"파손"}
    assert RuleRun.objects.get(pk=second.pk).undone_at is None


def test_versions_are_kept_and_restored(rule: Ruled, junho: Agent) -> None:
    made = rule("arrived", q("message", "파손"), tag={"tags": ["파손"]})
    assert edit_rule(made, Written("다른 이름", "arrived", effects=[{"key": "tag", "params": {"tags": ["다른"]}}]), junho)
    made.refresh_from_db()
    assert (made.version, made.name, made.is_on) == (2, "다른 이름", True)
    assert restore_rule(made, made.versions.get(number=1), junho)
    made.refresh_from_db()
    assert (made.version, made.name, made.tree) == (3, "규칙", {"all": [q("message", "파손")]})
    assert not restore_rule(made, made.versions.get(number=1), junho)
    delete_rule(made, junho)
    made.refresh_from_db()
    assert (made.is_on, made.deleted_at is not None, made.versions.count()) == (False, True, 3)


def test_order_decides_and_a_stop_ends_the_group(rule: Ruled, write: Write, junho: Agent) -> None:
    rules = [
        rule("arrived", name=name, group=group, stops=name == "b", tag={"tags": [name]})
        for name, group in (("a", "1"), ("b", "1"), ("c", "1"), ("d", "2"))
    ]
    message = write("문의")
    rules_for(message)
    assert tags_of(message.conversation) == {"a", "b", "d"}
    assert arrange_rules([rules[2].pk, rules[1].pk], junho)
    assert [one.name for one in Rule.objects.kept()] == ["c", "b", "a", "d"]
    other = write("문의", by="b@customer.example")
    rules_for(other)
    assert tags_of(other.conversation) == {"c", "b", "d"}


def test_a_note_of_a_rule_is_the_products_and_calls_whom_it_names(rule: Ruled, write: Write, minji: Agent) -> None:
    rule("arrived", note={"text": "@민지 봐 주세요"})
    message = write("문의")
    rules_for(message)
    written = Note.objects.get()
    assert (written.author, written.is_automatic) == (None, True)
    assert [call["told"] for call in written.mentions] == [True]
    assert not note(message.conversation, minji, "사람의 메모").is_automatic


def test_who_is_told_gets_a_notice(rule: Ruled, write: Write, minji: Agent, junho: Agent) -> None:
    from onmaru.notices.models import Notice

    rule("tagged", tell={"who": f"agent-{minji.pk}", "name": "김민지"})
    conversation = write("문의").conversation
    tag(conversation, "급함", junho)
    run_waiting()
    assert list(Notice.objects.filter(kind="rule").values_list("agent__name", flat=True)) == ["김민지"]
    untag(conversation, "급함", junho)


def test_a_reason_is_given_by_the_product_and_taken_back(rule: Ruled, write: Write, junho: Agent) -> None:
    reason = Reason.objects.filter(retired_at=None).order_by("pk").first()
    assert reason is not None
    rule("arrived", reason={"reason": reason.key, "names": reason.names})
    message = write("문의")
    [run] = rules_for(message)
    assert (run.fault, Episode.objects.get(conversation=message.conversation).reason) == ("", reason)
    assert take_run_back(run, junho)
    assert Episode.objects.get(conversation=message.conversation).reason is None
