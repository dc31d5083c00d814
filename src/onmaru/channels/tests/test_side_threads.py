"""A side thread on the channel whose provider does as it is told: out, back in, and what must never happen."""

import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest

from onmaru.channels import adapter
from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.send import find_out, send
from onmaru.channels.jobs import look_after_dispatches, send_side
from onmaru.channels.models import Delivery
from onmaru.channels.routes import TO_OUTSIDERS
from onmaru.channels.sandbox.adapter import SandboxAdapter
from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.side_again import accept_side_as_sent, cancel_side, try_side_again
from onmaru.inbox.actions.side_close import close_side, read_side
from onmaru.inbox.actions.side_write import Enclosed, NotAnOutsider, NothingToSay, start_side, write_side
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Channel, Conversation, Message, SideDispatch, SideMessage, SideThread
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.triage.models import Acknowledgement

State = SideDispatch.State
COURIER = "yongho@courier.example"
Hear = Callable[..., None]


@pytest.fixture
def sandbox(db: None, monkeypatch: pytest.MonkeyPatch) -> SandboxAdapter:
    fresh = SandboxAdapter()
    monkeypatch.setitem(adapter._adapters, "sandbox", fresh)
    return fresh


@pytest.fixture
def hear(sandbox: SandboxAdapter) -> Hear:
    """`hear("text", by=…, answers=side_message)`: a message arrives on the sandbox's channel."""
    channel = Channel.objects.create(kind="sandbox", name="시험", handle="help@haru.example", acknowledges=True)
    numbers = count(1)

    def hear(text: str, by: str = "yuna@customer.example", answers: SideMessage | None = None, number: int = 0) -> None:
        said = {"id": str(number or next(numbers)), "from": by, "text": text, "answers": [answers.external_id] if answers else []}
        accept(channel, json.dumps(said).encode(), "test", key=f"{said['id']}-{text}")
        run_waiting()

    return hear


@pytest.fixture
def case(hear: Hear) -> Conversation:
    hear("머그컵이 깨져서 왔어요")
    run_waiting(clock.now())
    return Conversation.objects.get()


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", signature="민지 드림")


@pytest.fixture
def thread(case: Conversation, minji: Agent) -> SideThread:
    return start_side(case, minji, [COURIER], "파손 건 확인", "운송장 1234 확인 부탁드립니다.")


def the_message(thread: SideThread) -> SideMessage:
    return thread.messages.get(direction="out")


def state(thread: SideThread) -> str:
    return SideDispatch.objects.get(message__thread=thread).state


def facts(case: Conversation) -> tuple[object, ...]:
    """What counts for the customer."""
    row = Conversation.objects.get(pk=case.pk)
    episodes = list(row.episodes.values_list("first_response_at", "resolved_at"))
    return (row.customer_waiting_since, row.message_count, row.preview, row.last_activity_at, episodes, row.participants.count())


def test_it_leaves_once_by_its_job_and_changes_nothing_for_the_customer(case: Conversation, minji: Agent, sandbox: SandboxAdapter) -> None:
    before = facts(case)
    spoken = len(sandbox.sent)
    thread = start_side(
        case, minji, [f" {COURIER.upper()} "], "", "확인 부탁드립니다.", Enclosed(messages=[case.messages.get(direction="in").pk])
    )
    run_waiting(clock.now())
    send_side.func(message_id=the_message(thread).pk)
    (left,) = sandbox.sent[spoken:]
    assert [party.handle for party in (*left.to, *left.cc)] == [COURIER]
    assert left.side_thread_id == thread.pk and left.references == () and left.quoted == ""
    assert "확인 부탁드립니다." in left.text and "머그컵이 깨져서 왔어요" in left.text
    assert "yuna@customer.example" not in left.text
    assert state(thread) == State.SENT
    assert facts(case) == before


def test_the_answer_comes_back_beside_the_case(case: Conversation, thread: SideThread, hear: Hear, sandbox: SandboxAdapter) -> None:
    run_waiting(clock.now())
    before, spoken, acknowledged = facts(case), len(sandbox.sent), Acknowledgement.objects.count()
    for _ in range(2):
        hear("배송 중 파손 맞습니다.", by=COURIER, answers=the_message(thread), number=77)
    answer = thread.messages.get(direction="in")
    assert (answer.text, answer.sender_handle) == ("배송 중 파손 맞습니다.", COURIER)
    assert Conversation.objects.count() == 1 and Message.objects.filter(text=answer.text).count() == 0
    assert facts(case) == before
    assert len(sandbox.sent) == spoken and Acknowledgement.objects.count() == acknowledged
    case.refresh_from_db()
    assert case.outsider_answered_at == answer.created_at
    assert Delivery.objects.filter(state=Delivery.State.FILED).count() == 2


def test_an_answer_wakes_but_does_not_reopen(case: Conversation, minji: Agent, thread: SideThread, hear: Hear) -> None:
    snooze(case, clock.now() + timedelta(days=1), by=actor.agent(minji.pk))
    hear("확인했습니다", by=COURIER, answers=the_message(thread))
    case.refresh_from_db()
    assert case.status == "open"
    resolve(case, minji)
    hear("추가로 알려드립니다", by=COURIER, answers=the_message(thread))
    case.refresh_from_db()
    assert case.status == "resolved" and case.outsider_answered_at is not None


def test_a_colleague_of_the_outsider_may_answer_and_is_written_to_from_then_on(thread: SideThread, hear: Hear) -> None:
    hear("담당자가 바뀌었습니다", by="sumin@courier.example", answers=the_message(thread))
    thread.refresh_from_db()
    assert thread.handles == [COURIER, "sumin@courier.example"]


@pytest.mark.parametrize("stranger", ["thief@elsewhere.example", "yuna@customer.example", "somebody@gmail.com"])
def test_nobody_else_enters(case: Conversation, minji: Agent, hear: Hear, stranger: str) -> None:
    thread = start_side(case, minji, ["shop.owner@gmail.com", COURIER], "", "확인 부탁드립니다.")
    hear("저예요", by=stranger, answers=the_message(thread))
    assert not thread.messages.filter(direction="in").exists()
    assert Message.objects.filter(text="저예요").count() == 1


def test_writing_again_reads_reopens_and_threads(
    case: Conversation, minji: Agent, thread: SideThread, hear: Hear, sandbox: SandboxAdapter
) -> None:
    hear("파손 맞습니다", by=COURIER, answers=the_message(thread))
    assert close_side(thread, minji, "택배사 배상") and not close_side(thread, minji, "또")
    case.refresh_from_db()
    assert case.outsider_answered_at is None
    write_side(thread, minji, "서류 보내주세요", Enclosed(key="k1"))
    write_side(thread, minji, "서류 보내주세요", Enclosed(key="k1"))
    run_waiting(clock.now())
    left = sandbox.sent[-1]
    assert left.text == "서류 보내주세요" and left.quoted == "파손 맞습니다" and len(left.references) == 2
    assert thread.messages.filter(text="서류 보내주세요").count() == 1
    thread.refresh_from_db()
    assert not thread.is_closed and thread.outcome == ""
    names = list(Event.objects.filter(name__startswith="side_thread").order_by("pk").values_list("name", flat=True))
    assert names == ["side_thread.started", "side_thread.closed", "side_thread.reopened"]


def test_reading_takes_the_mark_away_once(case: Conversation, minji: Agent, thread: SideThread, hear: Hear) -> None:
    hear("파손 맞습니다", by=COURIER, answers=the_message(thread))
    assert read_side(thread, minji) and not read_side(thread, minji)
    case.refresh_from_db()
    assert case.outsider_answered_at is None


@pytest.mark.parametrize("handle", ["yuna@customer.example", " YUNA@Customer.example", "help@haru.example", "help+c1.abc@haru.example"])
def test_neither_the_customer_nor_we_are_outsiders(case: Conversation, minji: Agent, handle: str) -> None:
    with pytest.raises(NotAnOutsider):
        start_side(case, minji, [COURIER, handle], "", "안녕하세요")
    assert not SideThread.objects.exists()


def test_something_has_to_be_said_to_somebody(case: Conversation, minji: Agent) -> None:
    for to, text in (([], "안녕"), ([" "], "안녕"), ([COURIER], "  ")):
        with pytest.raises(NothingToSay):
            start_side(case, minji, to, "", text)


def test_one_press_starts_one_thread(case: Conversation, minji: Agent) -> None:
    first = start_side(case, minji, [COURIER], "", "확인", Enclosed(key="press"))
    assert start_side(case, minji, [COURIER], "", "확인", Enclosed(key="press")) == first


def test_files_go_along_and_come_back(case: Conversation, minji: Agent, sandbox: SandboxAdapter) -> None:
    photo = InboundAttachment("사진.png", "image/png", 4, lambda: (b"abcd",))
    thread = start_side(case, minji, [COURIER], "", "", Enclosed(uploads=[photo]))
    again = write_side(thread, minji, "다시", Enclosed(files=list(the_message(thread).attachments.values_list("pk", flat=True))))
    run_waiting(clock.now())
    assert [(file.name, b"".join(file.read())) for file in sandbox.sent[-1].attachments] == [("사진.png", b"abcd")]
    assert again.attachments.get().blob == thread.messages.order_by("pk")[0].attachments.get().blob


def test_what_fails_can_be_tried_again_and_what_waits_taken_back(case: Conversation, minji: Agent, sandbox: SandboxAdapter) -> None:
    failed = start_side(case, minji, [COURIER], "", "!never")
    run_waiting(clock.now())
    assert state(failed) == State.FAILED
    assert try_side_again(the_message(failed), minji) and not try_side_again(the_message(failed), minji)
    waiting = write_side(failed, minji, "둘째")
    assert cancel_side(waiting, minji) and not cancel_side(waiting, minji)
    run_waiting(clock.now())
    assert all(outbound.text != "둘째" for outbound in sandbox.sent)


def test_a_lost_answer_is_found_out_and_a_dead_worker_replaced(case: Conversation, minji: Agent, sandbox: SandboxAdapter) -> None:
    lost = start_side(case, minji, [COURIER], "", "!lost")
    message = the_message(lost)
    send(message.pk, TO_OUTSIDERS)
    assert state(lost) == State.HANDING_OVER
    with clock.frozen_at(clock.now() + timedelta(seconds=30)):
        look_after_dispatches.func(timestamp=0)
        run_waiting(clock.now())
    assert state(lost) == State.SENT and len([one for one in sandbox.sent if one.side_thread_id]) == 1
    find_out(message.pk, TO_OUTSIDERS)
    assert not accept_side_as_sent(message, minji)
    dead = start_side(case, minji, [COURIER], "", "둘째")
    SideDispatch.objects.filter(message__thread=dead).update(
        state=State.SENDING, claimed_at=clock.now(), due_at=clock.now() - timedelta(minutes=1)
    )
    look_after_dispatches.func(timestamp=0)
    run_waiting(clock.now())
    assert state(dead) == State.SENT


def test_it_moves_with_a_merge_and_back(case: Conversation, minji: Agent, thread: SideThread, hear: Hear) -> None:
    hear("다른 분의 상담", by="dohyun@customer.example")
    other = Conversation.objects.exclude(pk=case.pk).get()
    hear("파손 맞습니다", by=COURIER, answers=the_message(thread))
    merged = merge(case, other, minji)
    thread.refresh_from_db()
    other.refresh_from_db()
    assert thread.conversation_id == other.pk and other.outsider_answered_at is not None
    unmerge(merged, minji)
    thread.refresh_from_db()
    case.refresh_from_db()
    assert thread.conversation_id == case.pk and case.outsider_answered_at is not None
