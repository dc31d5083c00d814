"""A machine on the other side that does not say it is one."""

from __future__ import annotations

from itertools import count

from onmaru.channels.actions.accept import accept
from onmaru.channels.email import tokens
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.guards import FROM_ONE_SENDER, IN_ONE_CONVERSATION
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel, Conversation, Episode, Message
from onmaru.kit.inline_jobs import run_waiting

numbers = count(1)


def send(channel: Channel, text: str, **headers: str) -> None:
    number = next(numbers)
    accept(channel, letter(text, Message_ID=f"<{number}@customer.example>", **headers), "imap", f"k{number}")
    run_waiting()


def machines() -> list[str]:
    return list(Message.objects.filter(direction="in").order_by("id").values_list("machine", flat=True))


def test_a_sender_that_writes_on_and_on(channel: Channel) -> None:
    for number in range(FROM_ONE_SENDER + 3):
        send(channel, f"{number}번째 알림", Subject=f"알림 {number}")
    assert machines() == [""] * FROM_ONE_SENDER + ["auto_reply"] * 3
    assert Delivery.objects.filter(state="filed").count() == FROM_ONE_SENDER + 3, "nothing is lost"
    automatic = Message.objects.filter(automatic=True).count()
    send(channel, "또 하나의 알림")
    assert Message.objects.filter(automatic=True).count() == automatic, "and nothing is answered"


def test_a_machine_that_answers_every_acknowledgement_with_the_same_words(channel: Channel) -> None:
    for _ in range(8):
        send(channel, "보내 주신 편지는 잘 받았습니다. 순서대로 읽고 답장 드리겠습니다.", Subject="Re: 안녕하세요 하루상점입니다")
    assert machines() == ["", "", ""] + ["auto_reply"] * 5


def test_many_senders_at_one_conversation(channel: Channel) -> None:
    send(channel, "처음 문의")
    conversation = Conversation.objects.get()
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            episode=Episode.objects.get(),
            channel=channel,
            direction="in",
            created_at=conversation.created_at,
            dedupe_key=f"d{number}",
        )
        for number in range(IN_ONE_CONVERSATION)
    )
    send(channel, "답장합니다", From="other@customer.example", To=tokens.address("help@haru.example", conversation.pk))
    assert machines()[-1] == "auto_reply"


def test_loop_of_two_desks(channel: Channel) -> None:
    """The other desk acknowledges each of our acknowledgements, in new words each time, without a header that says so."""
    send(channel, "문의드립니다. 제 주문이 어디쯤 왔을까요?")
    for turn in range(40):
        ours = Message.objects.filter(direction="out").order_by("-id").first()
        before = Message.objects.filter(direction="out").count()
        send(channel, f"상담 번호 {turn}로 등록되었습니다.", Subject="Re: 접수", In_Reply_To=f"<{ours.external_id}>" if ours else "")
        if Message.objects.filter(direction="out").count() == before:
            break
    assert Message.objects.filter(direction="out").count() <= 2
