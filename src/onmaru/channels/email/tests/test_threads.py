"""Raw mails find their conversation, and never somebody else's."""

from __future__ import annotations

from itertools import count

import pytest

from onmaru.channels.actions.accept import accept
from onmaru.channels.email import own, tokens
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.models import Delivery
from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.actions.split import detach
from onmaru.inbox.models import Channel, Conversation, Message, Participant
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.people.roles import Role

numbers = count(1)
SAME: str = "<same@broken-mailer.example>"


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)


def arrives(channel: Channel, text: str = "", *, rcpt_to: tuple[str, ...] = (), **headers: str | None) -> Message:
    """A mail comes in; gives the message it was filed as. Without a Message-ID of its own it gets a new one."""
    number = next(numbers)
    headers.setdefault("Message_ID", f"<{number}@customer.example>")
    delivery = accept(
        channel, letter(text or f"{number}번째 메일입니다.", **headers), "smtp", f"k{number}", meta={"rcpt_to": list(rcpt_to)}
    )
    assert delivery
    run_waiting()
    filed = Delivery.objects.get(pk=delivery.pk)
    assert filed.message, (filed.state, filed.reason)
    return filed.message


def answered(message: Message, by: Agent) -> Message:
    return reply(message.conversation, by, "확인해 보겠습니다.")


def where(*messages: Message) -> list[int]:
    return [Message.objects.get(pk=message.pk).conversation_id for message in messages]  # pyright: ignore[reportAttributeAccessIssue]


def test_an_answer_by_in_reply_to(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    back = arrives(channel, Subject="전혀 다른 제목", In_Reply_To=f"<{answered(asked, minji).external_id}>")
    assert back.conversation == asked.conversation
    assert back.filed_by == "references"


def test_an_answer_whose_client_keeps_only_old_references(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    ours = answered(asked, minji)
    back = arrives(channel, Subject="Re:", References=f"<unknown@x> <{asked.external_id}> <{ours.external_id}> <lost@x>")
    assert back.conversation == asked.conversation


def test_an_answer_to_our_signed_address_with_everything_else_lost(channel: Channel) -> None:
    asked = arrives(channel)
    named = tokens.address(channel.handle, asked.conversation.pk)
    by_header = arrives(channel, Subject="새 제목", To=named)
    by_envelope = arrives(channel, Subject="또 다른 제목", To="undisclosed-recipients:;", rcpt_to=(named,))
    assert where(by_header, by_envelope) == [asked.conversation.pk] * 2
    assert by_envelope.filed_by == "token"


def test_a_forged_token_opens_nothing(channel: Channel) -> None:
    asked = arrives(channel, Subject="비밀 이야기")
    genuine = tokens.address(channel.handle, asked.conversation.pk)
    forged = genuine.replace(f"+c{asked.conversation.pk}.", f"+c{asked.conversation.pk}.0", 1).replace("0" * 11, "0" * 10)
    guessed = f"help+c{asked.conversation.pk}.0123456789@haru.example"
    for address in (forged, guessed):
        stranger = arrives(channel, From="thief@customer.example", Subject="끼어들기 시도", To=address)
        assert stranger.conversation != asked.conversation


def test_a_reused_message_id_neither_swallows_nor_glues(channel: Channel) -> None:
    first = arrives(channel, "첫 문의입니다.", Message_ID=SAME, Subject="머그컵 색상")
    second = arrives(channel, "두 번째 문의입니다.", Message_ID=SAME, Subject="접시 크기")
    third = arrives(channel, "세 번째", Message_ID=SAME, From="other@customer.example", Subject="숟가락")
    assert len(set(where(first, second, third))) == 3
    unclear = arrives(channel, Subject="무엇에 대한 답일까", In_Reply_To=SAME)
    assert unclear.conversation.pk not in where(first, second, third)


@pytest.mark.parametrize("empty", [None, "", "<>", "< >", "<@>"])
def test_an_empty_message_id_glues_nothing(channel: Channel, empty: str | None) -> None:
    first = arrives(channel, Message_ID=empty, Subject="머그컵 색상")
    second = arrives(channel, Message_ID=empty, Subject="접시 크기", In_Reply_To=empty, References=empty)
    other = arrives(channel, Message_ID=empty, Subject="숟가락", From="other@customer.example", In_Reply_To=empty)
    assert len(set(where(first, second, other))) == 3


def test_mails_without_a_sender_have_nothing_in_common(channel: Channel) -> None:
    first, second = (arrives(channel, From=None, Subject="주문 20261122-001 머그컵 파손") for _ in range(2))
    assert first.conversation != second.conversation
    assert first.conversation.customer != second.conversation.customer
    assert not Message.objects.filter(direction="out").exists(), "nobody is there to be acknowledged"


@pytest.mark.parametrize("subject", ["문의드립니다", "Re: 문의", "안녕하세요", "(제목 없음)", "", "RE: FW: 환불", "hello"])
def test_a_subject_that_everybody_writes_glues_nothing(channel: Channel, subject: str) -> None:
    assert len(set(where(*(arrives(channel, Subject=subject) for _ in range(2))))) == 2


def test_a_telling_subject_of_the_same_sender_continues(channel: Channel) -> None:
    first = arrives(channel, Subject="주문 20261122-001 머그컵 파손")
    assert arrives(channel, Subject="회신: [외부] 주문 20261122-001  머그컵 파손").conversation == first.conversation
    assert arrives(channel, Subject="주문 20261122-001 머그컵 파손", From="other@customer.example").conversation != first.conversation


def test_another_sender_with_our_references_stays_outside_and_a_person_may_merge(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    ours = answered(asked, minji)
    forwarded = arrives(channel, From="사촌 <cousin@customer.example>", Subject="Fw: 머그컵", References=f"<{ours.external_id}>")
    assert forwarded.conversation != asked.conversation
    told = Event.objects.get(name="conversation.related")
    assert told.data == {"conversation_id": forwarded.conversation.pk, "other_id": asked.conversation.pk}


def test_somebody_in_copy_may_answer(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel, Cc="회계팀 <account@customer.example>")
    ours = answered(asked, minji)
    assert ours.recipients["cc"] == [["account@customer.example", "회계팀"]]
    third = arrives(channel, From="account@customer.example", In_Reply_To=f"<{ours.external_id}>")
    assert third.conversation == asked.conversation
    assert third.identity.handle == "account@customer.example"
    assert answered(third, minji).recipients["to"][0][0] == "account@customer.example"


def test_our_own_addresses_are_nobody_in_copy(channel: Channel) -> None:
    channel.settings = {"aliases": ["contact@haru.example"]}
    channel.save()
    asked = arrives(channel, To="help+c1.0123456789@haru.example, HELP@haru.example", Cc="Contact@haru.example, help@haru.example")
    assert [one.handle for one in Participant.objects.filter(conversation=asked.conversation)] == ["yuna@customer.example"]


def test_a_colleague_who_answers_from_outlook_speaks_for_the_shop(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    theirs = arrives(
        channel,
        "네, 오늘 새 상품을 보내 드리겠습니다.",
        From="김민지 <Minji@haru.example>",
        To="yuna@customer.example",
        Cc="help@haru.example",
        Subject="RE: 머그컵 손잡이가 깨져서 왔어요",
        In_Reply_To=f"<{asked.external_id}>",
    )
    assert theirs.conversation == asked.conversation
    assert (theirs.direction, theirs.agent) == ("out", minji)
    assert not Message.objects.filter(pk=theirs.pk, dispatch__isnull=False).exists(), "it left already, from there"
    conversation = Conversation.objects.get(pk=asked.conversation.pk)
    assert conversation.customer_waiting_since is None
    assert arrives(channel, In_Reply_To=f"<{theirs.external_id}>").conversation == asked.conversation


def test_a_forged_colleague_speaks_for_nobody(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    forged = arrives(
        channel,
        From=minji.email,
        In_Reply_To=f"<{answered(asked, minji).external_id}>",
        Authentication_Results="mx.haru.example; dmarc=fail header.from=haru.example",
    )
    assert forged.direction == Message.Direction.IN
    assert forged.conversation != asked.conversation
    assert "forged_sender" in forged.warnings


def test_a_colleague_who_writes_anew_is_somebody_who_asks(channel: Channel, minji: Agent) -> None:
    message = arrives(channel, From="minji@haru.example", Subject="사내 문의: 창고 열쇠")
    assert message.direction == "in"


def test_the_same_mail_in_two_mailboxes_is_one_in_each(channel: Channel) -> None:
    wholesale = Channel.objects.create(kind="email", name="도매", handle="b2b@haru.example")
    here = arrives(channel, "두 곳에 보냅니다.", Message_ID="<two@customer.example>")
    there = arrives(wholesale, "두 곳에 보냅니다.", Message_ID="<two@customer.example>")
    assert here.conversation != there.conversation
    again = arrives(channel, "두 곳에 보냅니다.", Message_ID="<two@customer.example>")
    assert again == here
    assert Message.objects.filter(external_id="two@customer.example").count() == 2


def test_what_a_merged_conversation_gets_goes_where_it_went(channel: Channel, minji: Agent) -> None:
    first, second = arrives(channel, Subject="머그컵 파손 사진"), arrives(channel, Subject="접시 색상 문의합니다요")
    merge(first.conversation, second.conversation, minji)
    back = arrives(channel, Subject="다시", To=tokens.address(channel.handle, first.conversation.pk))
    assert back.conversation == second.conversation


def test_spam_stays_spam_and_is_not_answered(channel: Channel) -> None:
    first = arrives(channel, Subject="당첨을 축하합니다")
    mark_spam(first.conversation)
    before = Message.objects.filter(direction="out").count()
    again = arrives(channel, Subject="당첨을 축하합니다")
    assert again.conversation == first.conversation
    assert Conversation.objects.get(pk=first.conversation.pk).is_spam
    assert Message.objects.filter(direction="out").count() == before


def test_a_late_answer_reopens(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    ours = answered(asked, minji)
    resolve(asked.conversation, minji)
    back = arrives(channel, In_Reply_To=f"<{ours.external_id}>")
    assert back.conversation == asked.conversation
    assert [episode.ordinal for episode in back.conversation.episodes.all()] == [1, 2]
    assert Conversation.objects.get(pk=asked.conversation.pk).status == "open"


def test_an_out_of_office_neither_reopens_nor_waits(channel: Channel, minji: Agent) -> None:
    asked = arrives(channel)
    ours = answered(asked, minji)
    resolve(asked.conversation, minji)
    away = arrives(channel, "휴가 중입니다.", Subject="부재중: 머그컵", Auto_Submitted="auto-replied", In_Reply_To=f"<{ours.external_id}>")
    assert away.conversation == asked.conversation
    assert away.machine in {"out_of_office", "auto_reply"}
    assert Conversation.objects.get(pk=asked.conversation.pk).status == "resolved"


def test_our_own_mail_coming_back_is_not_filed(channel: Channel, minji: Agent) -> None:
    ours = answered(arrives(channel), minji)
    mark = own.mark(ours.external_id)
    back = accept(channel, letter(From="help@haru.example", Message_ID=f"<{ours.external_id}>", X_Onmaru=mark), "imap", "own")
    run_waiting()
    assert back
    back.refresh_from_db()
    assert (back.state, back.reason) == ("ignored", "own")


def test_detaching_what_was_filed_wrongly_is_one_step(channel: Channel, minji: Agent) -> None:
    first = arrives(channel, Subject="주문 20261122-001 머그컵")
    second = arrives(channel, Subject="주문 20261122-001 머그컵")
    made = detach(second, minji)
    assert where(first, second) == [first.conversation.pk, made.pk]
    assert Message.objects.get(pk=second.pk).filed_by == "detached"
    assert arrives(channel, Subject="다른 제목이지만", In_Reply_To=f"<{second.external_id}>").conversation == made
