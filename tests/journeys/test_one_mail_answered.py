"""The main job, as a customer and an agent live it: a mail arrives, is acknowledged, answered, answered back, resolved, and comes again."""

import re
import threading
from collections.abc import Callable

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import FilePayload, Locator, Page, expect

from dev.mailhost import MailHost
from dev.world.answers import Correspondent
from dev.world.files import file
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.triage.models import Acknowledgement, Decision
from tests.journeys.letters import SUBJECT, broken_mug, read, whose_mailbox_is_full, words

pytestmark = pytest.mark.browser

PATIENCE = 60
SLIP = file("교환_안내서 (하루상점).pdf")
REPLY = "정말 죄송합니다. 새 머그컵을 오늘 보내 드리겠습니다."


@pytest.fixture(autouse=True)
def patient() -> None:
    expect.set_options(timeout=PATIENCE * 1000)


def ko(english: str) -> str:
    """The words that stand on the screen."""
    with translation.override("ko"):
        return gettext(english)


def until(found: Callable[[], object]) -> None:
    for _ in range(PATIENCE * 10):
        if found():
            return
        threading.Event().wait(0.1)
    raise TimeoutError("it did not happen")


def row(desk: Page, subject: str) -> Locator:
    return desk.locator("#rows [data-row]").filter(has_text=subject)


def message(desk: Page, text: str) -> Locator:
    return desk.locator("#thread .message").filter(has_text=text)


def button(desk: Page, name: str) -> Locator:
    return desk.locator("#conversation-head").get_by_role("button", name=ko(name))


def answer(desk: Page, text: str) -> None:
    desk.fill("#reply-form [name=text]", text)
    desk.click("#reply-form [data-send]")
    expect(message(desk, text).locator("[data-behaviour=countdown]")).to_be_visible()


def resolve(desk: Page) -> None:
    button(desk, "Resolve").click()
    desk.locator("#resolve-body [name=then]").first.click()
    expect(button(desk, "Reopen")).to_be_visible()


def test_one_mail_answered(desk: Page, mailhost: MailHost) -> None:
    first, other = broken_mug(), whose_mailbox_is_full()
    jiho = Correspondent(first)
    home = first.mail.writer.email

    # Nobody touches the desk: what arrives by mail appears on it.
    mailhost.deliver(other.raw, to="help@haru.example")
    mailhost.deliver(first.raw, to="help@haru.example")
    expect(row(desk, SUBJECT)).to_be_visible()
    expect(row(desk, SUBJECT)).to_contain_text("이지호")
    conversation = Conversation.objects.get(subject=SUBJECT)

    [acknowledgement] = map(read, mailhost.wait_for(home, timeout=PATIENCE))
    assert acknowledgement["Auto-Submitted"] == "auto-replied"
    assert (acknowledgement["Subject"], acknowledgement["In-Reply-To"]) == (f"Re: {SUBJECT}", read(first.raw)["Message-ID"])
    assert f"문의 번호는 {conversation.pk}번입니다." in words(acknowledgement)
    assert Acknowledgement.objects.get(episode__conversation=conversation).phrase in words(acknowledgement)

    row(desk, other.mail.subject).locator(".row-title").click()
    expect(message(desk, "새 주소로 보내 주실 수 있나요?")).to_be_visible()
    answer(desk, "네, 새 주소로 보내 드렸습니다.")

    row(desk, SUBJECT).locator(".row-title").click()
    expect(message(desk, "손잡이가 깨져 있었어요.")).to_be_visible()
    message(desk, "손잡이가 깨져 있었어요.").locator("details.is-original summary").click()
    picture = desk.frame_locator("#thread iframe").locator("img")
    until(lambda: picture.evaluate("picture => picture.naturalWidth") == 320)
    slip = FilePayload(name=SLIP.name, mimeType=SLIP.content_type, buffer=SLIP.content)
    desk.locator("#reply-form .composer-foot > input[type=file]").set_input_files([slip])
    expect(desk.locator("#reply-form [name=attachments]")).to_have_count(1)
    answer(desk, REPLY)
    expect(message(desk, REPLY)).to_contain_text(SLIP.name)
    expect(message(desk, REPLY).locator(".message-foot")).to_contain_text(ko("Sent"))

    reply = read(mailhost.wait_for(home, count=2, timeout=PATIENCE)[1])
    assert str(reply["From"]) == "김민지 · 하루상점 <help@haru.example>"
    assert re.fullmatch(r"help\+.+@haru\.example", reply["Reply-To"].addresses[0].addr_spec)
    assert read(first.raw)["Message-ID"] in reply["References"].split()
    assert words(reply).startswith(REPLY)
    [attached] = reply.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (SLIP.name, SLIP.content)

    # The customer answers as Gmail does, and the agent sees only what is new.
    assert jiho.hears(mailhost.messages(home))
    mailhost.deliver(jiho.says("감사합니다! 깨진 컵은 어떻게 할까요?").raw, to="help@haru.example")
    back = message(desk, "깨진 컵은 어떻게 할까요?")
    expect(back).to_be_visible()
    expect(back.locator(".message-plain")).not_to_contain_text(REPLY)
    expect(back.locator("details.quote").first).to_contain_text(REPLY)
    expect(back.locator("details.quote").first).not_to_have_attribute("open", "")
    resolve(desk)

    # The agent's train is in a tunnel when the customer comes back; the desk catches up by itself.
    desk.context.set_offline(True)
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "lost")
    mailhost.deliver(jiho.says("새 컵도 손잡이가 흔들려요.").raw, to="help@haru.example")
    until(lambda: conversation.episodes.count() == 2)
    desk.context.set_offline(False)
    expect(message(desk, "새 컵도 손잡이가 흔들려요.")).to_be_visible()
    expect(desk.locator("#thread .thread-day").filter(has_text=ko("The customer came back"))).to_be_visible()
    assert read(mailhost.wait_for(home, count=3, timeout=PATIENCE)[2])["Auto-Submitted"] == "auto-replied"

    # A machine speaks: it is filed, and nothing else happens.
    resolve(desk)
    mailhost.deliver(jiho.is_away("12월 3일까지 휴가입니다.").raw, to="help@haru.example")
    expect(desk.locator("#thread .machine")).to_contain_text("12월 3일까지 휴가입니다.")
    until(lambda: Decision.objects.filter(message__machine="out_of_office", step="acknowledge").exists())
    expect(button(desk, "Reopen")).to_be_visible()
    assert conversation.episodes.count() == 2
    assert len(mailhost.messages(home)) == 3
    assert Message.objects.filter(conversation=conversation).count() == 7

    # The other customer's mailbox sent the answer back, and says why.
    desk.locator("nav a[href$='/desk/views/mine/']").first.click()
    expect(row(desk, other.mail.subject)).to_contain_text(ko("Not delivered"))
    row(desk, other.mail.subject).locator(".row-title").click()
    returned = message(desk, "네, 새 주소로 보내 드렸습니다.").locator("[data-tone=danger]")
    expect(returned).to_contain_text(ko("Returned"))
    assert Dispatch.objects.get(message__text="네, 새 주소로 보내 드렸습니다.").reason in returned.inner_text()
