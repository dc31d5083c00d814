"""A courier is asked about a broken mug, by real mail: the answer comes back beside the case, and nobody else is in it."""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from dev.mailhost import MailHost
from onmaru.inbox.models import Conversation, Message, SideMessage
from tests.journeys.letters import SUBJECT, broken_mug, read, words
from tests.journeys.test_one_mail_answered import PATIENCE, ko, row, until

pytestmark = pytest.mark.browser

COURIER = "yongho@courier.example"
ASKED, ANSWERED, AGAIN = "운송장 확인 부탁드립니다.", "배송 중 파손이 맞습니다.", "배상 서류를 보내 주세요."


@pytest.fixture(autouse=True)
def patient() -> None:
    expect.set_options(timeout=PATIENCE * 1000)


def letter(sender: str, to: str, text: str, answers: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, "Re: 파손 확인"
    mail["Message-ID"] = f"<{abs(hash((sender, to, text)))}@{sender.partition('@')[2]}>"
    if answers:
        mail["In-Reply-To"] = mail["References"] = answers
    mail.set_content(text)
    return mail.as_bytes()


def test_outsider_asked(desk: Page, mailhost: MailHost) -> None:
    first = broken_mug()
    home = first.mail.writer.email
    mailhost.deliver(first.raw, to="help@haru.example")
    mailhost.wait_for(home, timeout=PATIENCE)
    case = Conversation.objects.get(subject=SUBJECT)
    desk.goto(f"{desk.url.partition('/desk/')[0]}/desk/conversations/{case.pk}/")
    expect(desk.locator("#thread .message").filter(has_text="손잡이가 깨져 있었어요.")).to_be_visible()
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "open")
    waiting = case.customer_waiting_since

    desk.keyboard.press("KeyF")
    dialog = desk.locator("#outside-dialog")
    dialog.locator("[name=to]").fill(COURIER)
    dialog.locator("[name=text]").fill(ASKED)
    dialog.locator("[name=messages]").first.check()
    dialog.locator("[data-send]").click()
    expect(desk.locator("#thread .outside")).to_contain_text(ASKED)

    [asked] = map(read, mailhost.wait_for(COURIER, timeout=PATIENCE))
    assert ASKED in words(asked) and "손잡이가 깨져 있었어요." in words(asked)
    assert home not in asked.as_string() and asked["References"] is None and asked["Cc"] is None
    token = asked["Reply-To"].addresses[0].addr_spec
    assert re.fullmatch(r"help\+s\d+\.[0-9a-f]{10}@haru\.example", token)

    # Whoever got hold of the address, guessed another, or is the customer, does not enter.
    forged = re.sub(r"\.[0-9a-f]{10}@", ".0123456789@", token)
    mailhost.deliver(letter("thief@elsewhere.example", token, "저도 끼워 주세요"), to=token)
    mailhost.deliver(letter("sumin@courier.example", forged, "위조된 주소로"), to=forged)
    mailhost.deliver(letter(home, token, "고객이 그 주소로"), to=token)
    mailhost.deliver(letter(COURIER, token, ANSWERED, asked["Message-ID"]), to=token)
    answer = desk.locator("#thread .outside[data-direction=in]")
    expect(answer).to_contain_text(ANSWERED)
    until(lambda: Message.objects.filter(text__in=["저도 끼워 주세요", "위조된 주소로", "고객이 그 주소로"]).count() == 3)
    assert SideMessage.objects.filter(direction="in").count() == 1
    expect(row(desk, SUBJECT)).to_contain_text(ko("An outsider answered"))

    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    answer.get_by_role("link", name=ko("Answer or close")).click()
    expect(dialog.locator(".outside")).to_have_count(2)
    dialog.locator("[name=text]").fill(AGAIN)
    dialog.locator("[data-send]").click()
    again = read(mailhost.wait_for(COURIER, count=2, timeout=PATIENCE)[1])
    assert words(again).startswith(AGAIN) and asked["Message-ID"] in again["References"]

    # The courier's mailbox sends mail back; that is shown there too.
    dialog.locator("[name=outcome]").fill("택배사 배상")
    dialog.get_by_role("button", name=ko("Close this thread")).click()
    expect(dialog.locator(".banner").filter(has_text="택배사 배상")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(desk.locator("#thread .event").filter(has_text="택배사 배상")).to_be_visible()
    desk.keyboard.press("KeyF")
    dialog.locator("[name=to]").fill("bouncing@customer.example")
    dialog.locator("[name=text]").fill("받으시나요?")
    dialog.locator("[data-send]").click()
    expect(desk.locator("#thread .outside[data-state=failed]")).to_contain_text(ko("Returned"))

    # All the while, the customer got the receipt of their mails and nothing else, and still waits.
    case.refresh_from_db()
    assert case.customer_waiting_since == waiting
    told = "\n".join(words(read(raw)) for raw in mailhost.messages(home))
    assert not any(word in told for word in (ASKED, ANSWERED, AGAIN, "courier"))
    assert not Message.objects.filter(text__in=[ASKED, ANSWERED, AGAIN]).exists()
