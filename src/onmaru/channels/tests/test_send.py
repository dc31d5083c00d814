"""From a queued message to the provider's word, on the channel whose provider does as it is told."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import pytest_django
from procrastinate.contrib.django.models import ProcrastinateJob

from onmaru.channels import adapter, jobs
from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.send import BACKOFF, find_out, send
from onmaru.channels.prepare import prepare
from onmaru.channels.sandbox.adapter import SandboxAdapter
from onmaru.inbox.actions import dispatch as step
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team

State = Dispatch.State
Reply = Callable[..., Message]


@pytest.fixture
def sandbox(db: None, monkeypatch: pytest.MonkeyPatch) -> SandboxAdapter:
    fresh = SandboxAdapter()
    monkeypatch.setitem(adapter._adapters, "sandbox", fresh)
    return fresh


@pytest.fixture
def conversation(sandbox: SandboxAdapter) -> Conversation:
    channel = Channel.objects.create(kind="sandbox", name="시험", handle="sandbox", acknowledges=False)
    accept(channel, '{"id": "1", "from": "yuna", "text": "언제 와요?"}'.encode(), "test")
    run_waiting()
    return Conversation.objects.get()


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", signature="민지 드림")


@pytest.fixture
def say(conversation: Conversation, minji: Agent) -> Reply:
    return lambda text: reply(conversation, minji, text)


def dispatch_of(message: Message) -> Dispatch:
    return Dispatch.objects.get(pk=message.pk)


def texts(sandbox: SandboxAdapter) -> list[str]:
    return [outbound.text for outbound in sandbox.sent]


def test_a_queued_message_is_sent_once_by_its_job(say: Reply, sandbox: SandboxAdapter) -> None:
    message = say("내일요")
    run_waiting(clock.now())
    send(message.pk)
    jobs.look_after_dispatches.func(timestamp=0)
    run_waiting(clock.now())
    assert texts(sandbox) == ["내일요"]
    assert (dispatch_of(message).state, dispatch_of(message).attempts) == (State.SENT, 1)
    assert (sandbox.sent[0].quoted, sandbox.sent[0].quoted_by, sandbox.sent[0].signature) == ("언제 와요?", "yuna", "민지 드림")


@pytest.mark.parametrize(("own", "teams", "under"), [("민지 드림", "팀 드림", "민지 드림"), (" ", "팀 드림", "팀 드림"), ("", "", "")])
def test_an_answer_is_signed_by_the_agent_or_else_by_the_team(
    say: Reply, conversation: Conversation, minji: Agent, own: str, teams: str, under: str
) -> None:
    Agent.objects.filter(pk=minji.pk).update(signature=own)
    Conversation.objects.filter(pk=conversation.pk).update(team=Team.objects.create(name="배송팀", signature=teams))
    assert prepare(Message.objects.get(pk=say("내일요").pk)).signature == under


def test_a_refusal_for_now_is_tried_again_ever_more_seldom_and_then_given_up(say: Reply, sandbox: SandboxAdapter) -> None:
    message = say("!later")
    now, waits = clock.now(), []
    for _ in BACKOFF:
        with clock.frozen_at(now):
            send(message.pk)
        dispatch = dispatch_of(message)
        assert dispatch.state == State.QUEUED
        waits.append(dispatch.due_at - now)
        now = dispatch.due_at
    assert waits == BACKOFF
    with clock.frozen_at(now):
        send(message.pk)
    assert (dispatch_of(message).state, dispatch_of(message).reason) == (State.FAILED, "the sandbox was told to fail for now")


def test_a_refusal_for_good_is_told_at_once(say: Reply) -> None:
    message = say("!never")
    send(message.pk)
    assert (dispatch_of(message).state, dispatch_of(message).reason) == (State.FAILED, "the sandbox was told to fail for good")


def test_a_fault_of_ours_loses_nothing(say: Reply, sandbox: SandboxAdapter, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    message = say("내일요")
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "send", broken)
        send(message.pk)
    assert dispatch_of(message).state == State.QUEUED
    assert "RuntimeError" in dispatch_of(message).reason
    with clock.frozen_at(dispatch_of(message).due_at):
        send(message.pk)
    assert dispatch_of(message).state == State.SENT


def test_messages_of_a_conversation_leave_one_after_another(say: Reply, sandbox: SandboxAdapter) -> None:
    first, second, third = say("하나"), say("둘"), say("셋")
    for message in (third, second):
        send(message.pk)
    assert texts(sandbox) == []
    jobs.send.func(message_id=first.pk)
    run_waiting(clock.now())
    assert texts(sandbox) == ["하나", "둘", "셋"]


def test_a_lost_answer_is_found_at_the_provider(say: Reply, sandbox: SandboxAdapter) -> None:
    message = say("!lost")
    send(message.pk)
    assert dispatch_of(message).state == State.HANDING_OVER
    find_out(message.pk)
    assert (dispatch_of(message).state, len(sandbox.sent)) == (State.SENT, 1)


def test_what_was_not_taken_is_sent_again_but_only_after_a_copy_had_time_to_come(
    say: Reply, sandbox: SandboxAdapter, settings: pytest_django.Settings
) -> None:
    message, behind = say("!gone"), say("다음")
    send(message.pk)
    handed_over = dispatch_of(message).claimed_at
    assert handed_over
    find_out(message.pk)
    send(behind.pk)
    assert (dispatch_of(message).state, dispatch_of(behind).state) == (State.HANDING_OVER, State.QUEUED), "still in doubt, still in order"
    with clock.frozen_at(handed_over + timedelta(seconds=settings.COPY_GRACE_SECONDS)):
        find_out(message.pk)
        assert dispatch_of(message).state == State.QUEUED
        Message.objects.filter(pk=message.pk).update(text="이제 갑니다")
        jobs.look_after_dispatches.func(timestamp=0)
    with clock.frozen_at(handed_over + timedelta(seconds=settings.COPY_GRACE_SECONDS + 10)):
        jobs.look_after_dispatches.func(timestamp=0)
        run_waiting(clock.now())
    assert texts(sandbox) == ["이제 갑니다", "다음"]


def test_where_nobody_can_look_an_agent_decides(say: Reply, sandbox: SandboxAdapter, monkeypatch: pytest.MonkeyPatch) -> None:
    message = say("!gone")
    send(message.pk)
    monkeypatch.setattr(sandbox, "was_sent", lambda *_: None)
    find_out(message.pk)
    assert dispatch_of(message).state == State.UNKNOWN


def test_a_mailbox_that_cannot_be_asked_is_asked_again_ever_more_seldom(
    say: Reply, sandbox: SandboxAdapter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> None:
        raise OSError

    message = say("!lost")
    send(message.pk)
    handed_over = dispatch_of(message).claimed_at
    assert handed_over
    looks: list[datetime] = []
    with monkeypatch.context() as patch:
        patch.setattr(sandbox, "was_sent", gone)
        now = handed_over
        while now < handed_over + timedelta(days=1):
            with clock.frozen_at(now):
                find_out(message.pk)
            now = dispatch_of(message).due_at
            looks.append(now)
    assert dispatch_of(message).state == State.UNKNOWN
    assert len(looks) < 60
    with clock.frozen_at(now):
        find_out(message.pk)
    assert dispatch_of(message).state == State.SENT


@pytest.mark.parametrize(("told", "taken"), [(State.SENDING, 1), (State.HANDING_OVER, 0)])
def test_what_a_dead_worker_left_goes_on_from_its_row(say: Reply, sandbox: SandboxAdapter, told: str, taken: int) -> None:
    message = say("내일요")
    ProcrastinateJob.objects.all().update(status="doing")
    at = dispatch_of(message).due_at
    with clock.frozen_at(at):
        dispatch = step.claim(message.pk)
        assert dispatch
        if told == State.HANDING_OVER:
            step.hand_over(dispatch)
    with clock.frozen_at(at + timedelta(seconds=6)):
        jobs.look_after_dispatches.func(timestamp=0)
        run_waiting(clock.now())
    assert len(sandbox.sent) == taken
    assert dispatch_of(message).state == (State.SENT if taken else State.HANDING_OVER)


def test_looking_after_many_costs_few_looks(say: Reply, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries) -> None:
    messages = [say(f"{number}") for number in range(20)]
    Dispatch.objects.update(state=State.QUEUED, due_at=clock.now() - timedelta(minutes=1))
    with django_assert_max_num_queries(12):
        jobs.look_after_dispatches.func(timestamp=0)
    assert ProcrastinateJob.objects.filter(queueing_lock=f"send:{messages[0].pk}", status="todo").count() == 1
    with django_assert_max_num_queries(5):
        jobs.look_after_dispatches.func(timestamp=0)


def test_in_a_flood_of_mail_answers_go_first(say: Reply, conversation: Conversation) -> None:
    for number in range(3):
        accept(conversation.channel, f'{{"id": "f{number}", "from": "sumin", "text": "안녕하세요"}}'.encode(), "test")
    say("내일요")
    by_turn = list(ProcrastinateJob.objects.filter(status="todo").order_by("-priority", "id").values_list("queue_name", flat=True))
    assert set(by_turn[:-3]) == {"reactions"} and by_turn[-3:] == ["ingest", "ingest", "ingest"]
