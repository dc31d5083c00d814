import pytest

from onmaru.channels.actions.accept import accept
from onmaru.channels.prepare import prepare
from onmaru.inbox.actions.draft import attach
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.inbound import Inbound, InboundAttachment, Party
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

TYPED = "**환불**을 진행합니다.\n\n- 접수\n- [안내](https://haru.example/refund)"
READ = "환불을 진행합니다.\n\n- 접수\n- 안내 (https://haru.example/refund)"


@pytest.fixture
def by_mail(channel: Channel) -> Conversation:
    written = Inbound(
        dedupe_key="1", external_id="1@customer.example", sender=Party("yuna@customer.example", "유나", "from"), text="환불요"
    )
    return receive(channel, written).message.conversation


def test_a_mail_carries_the_words_and_their_look(by_mail: Conversation, junho: Agent) -> None:
    outbound = prepare(reply(by_mail, junho, TYPED))
    assert outbound.text == READ
    assert "<strong>환불</strong>을" in outbound.html
    assert '<a href="https://haru.example/refund">안내</a>' in outbound.html
    by_mail.refresh_from_db()
    assert by_mail.preview.startswith("환불을 진행합니다. - 접수")


def test_what_has_no_marks_is_left_to_the_channel(by_mail: Conversation, junho: Agent) -> None:
    outbound = prepare(reply(by_mail, junho, "2*3*4는 24입니다.\n감사합니다."))
    assert (outbound.text, outbound.html) == ("2*3*4는 24입니다.\n감사합니다.", "")


def test_a_channel_that_shows_no_html_gets_the_words(junho: Agent) -> None:
    sandbox = Channel.objects.create(kind="sandbox", name="시험", handle="sandbox", acknowledges=False)
    accept(sandbox, b'{"id": "1", "from": "yuna", "text": "?"}', "test")
    run_waiting()
    outbound = prepare(reply(Conversation.objects.get(), junho, TYPED))
    assert (outbound.text, outbound.html) == (READ, "")


def test_a_picture_stands_where_it_was_put_and_a_stranger_s_does_not(by_mail: Conversation, junho: Agent) -> None:
    file = attach(by_mail, junho, "reply", InboundAttachment("표.png", "image/png", 4, lambda: [b"\x89PNG"]))
    outbound = prepare(reply(by_mail, junho, f"보세요 ![표](file:{file.pk}) ![남의 것](file:{file.pk + 1})"))
    assert outbound.text == "보세요 [표] [남의 것]"
    (sent,) = outbound.attachments
    assert sent.inline and sent.cid
    assert f'<img src="cid:{sent.cid}" alt="표"' in outbound.html
    assert outbound.html.count("<img") == 1
