from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from onmaru.channels.actions.accept import accept
from onmaru.customers.actions.block import block
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Channel, Conversation, Dispatch, Episode, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, BusinessHours, Team
from onmaru.triage.actions.acknowledge import acknowledge
from onmaru.triage.actions.write_text import write_text
from onmaru.triage.models import Acknowledgement, Decision
from onmaru.triage.tests.conftest import SEOUL, WEDNESDAY, Write


def automatic(conversation: Conversation) -> list[Message]:
    return list(conversation.messages.filter(automatic=True))


def silence(message: Message) -> str:
    return Decision.objects.get(message=message, step="acknowledge").why.get("because", "")


def test_a_new_conversation_is_acknowledged_truthfully(write: Write) -> None:
    message = write()
    [sent] = automatic(message.conversation)
    assert sent.text.startswith("김유나님, 안녕하세요. 하루상점입니다.")
    assert f"문의 번호는 {message.conversation_id}번입니다." in sent.text
    # Nothing is known yet: six hours of open time from 11:05, rounded up to the hour.
    assert "오늘 오후 6시까지 상담사가 직접 답해 드리겠습니다." in sent.text
    assert sent.html.startswith("<p>김유나님") and "<br>" in sent.html
    assert sent.recipients["to"] == [["yuna@customer.example", "김유나"]]
    assert Dispatch.objects.get(message=sent).due_at - message.created_at < timedelta(seconds=10)
    promise = Acknowledgement.objects.get(episode=message.episode)
    assert promise.due_at == datetime(2026, 11, 18, 18, 0, tzinfo=SEOUL)
    assert promise.phrase in sent.text
    message.conversation.refresh_from_db()
    assert message.conversation.customer_waiting_since == message.created_at


def test_whoever_writes_english_is_acknowledged_in_english(write: Write) -> None:
    [sent] = automatic(write("Hello, where is my order? It has been two weeks.", name="Mia Berg").conversation)
    assert sent.text.startswith("Hello Mia Berg,")
    assert "by 6 PM today (Seoul time)" in sent.text


def test_whoever_writes_japanese_is_acknowledged_in_english(write: Write) -> None:
    [sent] = automatic(write("注文したコップがまだ届いていません。").conversation)
    assert sent.text.startswith("Hello")


def test_the_past_of_this_hour_speaks(write: Write, mailbox: Channel) -> None:
    for index in range(10):
        started = WEDNESDAY - timedelta(days=7 + index % 2)
        with clock.frozen_at(started):
            episode = write(f"{index}번째 문의입니다. 확인 부탁드려요.", by=f"c{index}@customer.example").episode
        Episode.objects.filter(pk=episode.pk).update(started_at=started, first_response_at=started + timedelta(minutes=80))
        Conversation.objects.filter(pk=episode.conversation_id).update(customer_waiting_since=None)
    [sent] = automatic(write("새 문의입니다. 언제 오나요?").conversation)
    assert "보통 2시간 안에 답해 드리고 있으며, 늦어도 오늘 오후 1시 30분까지" in sent.text
    basis = Acknowledgement.objects.get(message=sent).basis
    assert (basis["breadth"], basis["size"], basis["usual"]) == ("hour", 10, 4800)


def test_the_hours_of_the_team_count(write: Write, mailbox: Channel) -> None:
    team = Team.objects.create(name="새벽 배송")
    BusinessHours.objects.create(team=team, week=[[["06:00", "08:00"]]] * 7, holidays="")
    Channel.objects.filter(pk=mailbox.pk).update(team=team)
    mailbox.refresh_from_db()
    [sent] = automatic(write().conversation)
    assert "지금은 상담 시간이 아닙니다. 내일 오전 6시에 상담을 시작하며" in sent.text


def test_once_an_episode(write: Write, minji: Agent) -> None:
    first = write()
    write("그리고 하나 더 여쭤볼게요, 색상도 바꿀 수 있나요?", answers=first)
    assert len(automatic(first.conversation)) == 1
    resolve(first.conversation, minji)
    with clock.frozen_at(WEDNESDAY + timedelta(days=2)):
        write("컵이 또 깨져서 왔어요. 다시 확인해 주세요.", answers=first)
    assert len(automatic(first.conversation)) == 2
    assert Acknowledgement.objects.filter(episode__conversation=first.conversation).count() == 2


def test_the_database_keeps_it_once_an_episode(write: Write) -> None:
    message = write()
    with pytest.raises(IntegrityError), transaction.atomic():
        acknowledge(message, "또 보냅니다", "", "", None, {})
    assert len(automatic(message.conversation)) == 1


def test_a_person_may_be_faster(write: Write, minji: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmaru.triage.tests.conftest.run_waiting", lambda: None)
    message = write()
    reply(message.conversation, minji, "바로 확인했습니다.")
    run_waiting()
    assert silence(message) == "answered before"
    assert not automatic(message.conversation)


@pytest.mark.parametrize("machine", ["auto_reply", "out_of_office", "mailing_list"])
def test_machines_are_not_acknowledged(write: Write, machine: str) -> None:
    message = write(machine=machine)
    assert silence(message) == f"machine: {machine}"
    assert not automatic(message.conversation)


def test_a_person_after_a_machine_is(write: Write) -> None:
    first = write(machine="auto_reply")
    second = write("사람이 씁니다. 컵이 깨졌어요.", answers=first)
    assert second.conversation_id == first.conversation_id
    assert len(automatic(second.conversation)) == 1


def test_the_blocked_are_not(write: Write, minji: Agent) -> None:
    block(write().conversation.customer, "욕설", minji)
    again = write("또 왔습니다. 이번에는 다른 이야기예요.")
    assert again.conversation.is_spam
    assert silence(again) == "spam"


def test_a_channel_can_be_silent(write: Write, mailbox: Channel) -> None:
    Channel.objects.filter(pk=mailbox.pk).update(acknowledges=False)
    assert silence(write()) == "switched off"


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        ("noreply@bank.example", "address that nobody reads"),
        ("MAILER-DAEMON@mail.example", "address that nobody reads"),
        ("Help+c1.xyz@haru.example", "our own address"),
        ("minji@haru.example", "an agent's address"),
    ],
)
def test_nobody_and_ourselves_are_not(write: Write, minji: Agent, by: str, reason: str) -> None:
    assert silence(write(by=by)) == reason


def test_a_reply_to_that_points_at_us_or_nobody(write: Write) -> None:
    for address in ("help@haru.example", "no-reply@shop.example"):
        message = write(f"{address}로 답해 주세요, 급합니다.", parties=(Party(address, "", "reply_to"),))
        assert silence(message) in {"our own address", "address that nobody reads"}


@pytest.mark.parametrize(("days", "reason"), [(0, ""), (7, "too old")])
def test_mail_that_came_into_the_mailbox_last_week_is_not_whatever_its_date_says(mailbox: Channel, days: int, reason: str) -> None:
    raw = b"From: yuna@customer.example\r\nDate: Mon, 2 Nov 2026 10:00:00 +0900\r\nMessage-ID: <1@c.example>\r\n\r\nWhere is my order?"
    accept(mailbox, raw, "imap", meta={"uid": 1, "arrived": (WEDNESDAY - timedelta(days=days)).isoformat()})
    run_waiting()
    assert silence(Message.objects.get(direction="in")) == reason


def test_three_in_three_hours_and_then_silence(write: Write) -> None:
    texts = ["컵이 안 왔어요.", "접시 재입고 언제인가요?", "영수증 발급해 주세요.", "포장 가능한지 궁금합니다.", "매장 위치가 어디인가요?"]
    reasons = [silence(write(text, by="yuna+shop@customer.example")) for text in texts]
    assert reasons == ["", "", "", "too many to this handle", "too many to this handle"]
    with clock.frozen_at(WEDNESDAY + timedelta(hours=4)):
        assert silence(write("환불은 언제 되나요?", by="yuna+shop@customer.example")) == ""


def test_the_shops_own_words(write: Write, mailbox: Channel, minji: Agent) -> None:
    write_text(mailbox, "ko", "{name} {number} {promise} {unknown}", minji)
    message = write(name="{promise}")
    [sent] = automatic(message.conversation)
    assert sent.text == f"고객님 {message.conversation_id} {Acknowledgement.objects.get().phrase} {{unknown}}"
    write_text(mailbox, "ko", "", minji)
    [sent] = automatic(write("다시 씁니다. 새로운 이야기예요.", by="b@customer.example").conversation)
    assert sent.text.startswith("김유나님, 안녕하세요.")
