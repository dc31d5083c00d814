"""What is owed and known of a conversation that becomes part of another one, and comes out of it again."""

import pytest
from django.test import Client

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.teamwork.accountable import Because
from onmaru.teamwork.accounting import accountable_for
from onmaru.teamwork.actions.escalate import escalate
from onmaru.teamwork.models import Duty, Escalation
from onmaru.teamwork.tests.conftest import Write, at

pytestmark = pytest.mark.django_db
UPSET, LATE = Escalation.Cause.UPSET, Escalation.Cause.LATE
Priority = Conversation.Priority


@pytest.fixture
def target(write: Write, warehouse: Team) -> Conversation:
    found = write("같은 일로 또 씁니다.", by="yuna@work.example")
    transfer(found, warehouse)
    run_waiting()
    return found


@pytest.fixture
def given(write: Write, warehouse: Team, minji: Agent, target: Conversation) -> Duty:
    """김민지 had it and gave it away."""
    conversation = write()
    assign(conversation, minji, actor.agent(minji.pk))
    transfer(conversation, warehouse, "송장이 안 움직여요", by=actor.agent(minji.pk))
    run_waiting()
    return Duty.objects.get()


def test_the_packet_and_the_look_go_along_and_come_back(
    given: Duty, target: Conversation, sua: Agent, minji: Agent, client: Client
) -> None:
    source = given.conversation
    merged = merge(source, target, sua)
    run_waiting()
    client.force_login(sua)
    page = client.get(f"/desk/conversations/{target.pk}/").text
    assert "송장이 안 움직여요" in page and f'id="packet-{given.handover.pk}" open' in page
    found = accountable_for(target)
    assert found and (found.agent, found.because) == (minji, Because.DUTY)
    with clock.frozen_at(at(18, "11:30")):
        reply(target, sua, "오늘 보내 드렸습니다.")
        run_waiting()
    assert f'id="packet-{given.handover.pk}" open' not in client.get(f"/desk/conversations/{target.pk}/").text
    unmerge(merged, sua)
    run_waiting()
    assert "송장이 안 움직여요" not in client.get(f"/desk/conversations/{target.pk}/").text


def test_whoever_says_that_it_is_solved_was_served_in_both(given: Duty, target: Conversation, sua: Agent) -> None:
    merge(given.conversation, target, sua)
    resolve(target, target.customer)
    run_waiting()
    given.refresh_from_db()
    assert given.ended == Duty.Ended.CONFIRMED


def test_a_call_for_help_goes_along(given: Duty, target: Conversation, sua: Agent, junho: Agent) -> None:
    made = escalate(given.conversation, UPSET, "환불을 두 번 미뤘어요", sua)
    assert made
    merge(given.conversation, target, sua)
    run_waiting()
    run_waiting()
    made.refresh_from_db()
    target.refresh_from_db()
    assert (made.ended, made.conversation, made.owner) == ("", target, junho)
    assert (target.priority, made.priority_before) == (Priority.URGENT, Priority.NORMAL)


def test_one_call_for_help_is_enough(given: Duty, target: Conversation, sua: Agent, junho: Agent) -> None:
    both = [escalate(one, LATE, "", sua) for one in (given.conversation, target)]
    merge(given.conversation, target, sua)
    run_waiting()
    for one in both:
        assert one
        one.refresh_from_db()
    assert [one and one.ended for one in both] == ["over", ""]


def test_merged_into_what_is_over_nobody_has_to_help(given: Duty, target: Conversation, sua: Agent, junho: Agent) -> None:
    made = escalate(given.conversation, UPSET, "", sua)
    assert made
    resolve(target, sua)
    merge(given.conversation, target, sua)
    Conversation.objects.filter(pk=target.pk).update(status=Conversation.Status.RESOLVED)
    run_waiting()
    made.refresh_from_db()
    assert made.ended == "over"
