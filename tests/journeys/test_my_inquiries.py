"""A customer writes by the form, is answered by mail, answers back by mail, and sees all of it under 내 문의. Real mail, two pages."""

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from dev.mailhost import MailHost
from dev.world.files import photograph
from onmaru.inbox.models import Conversation
from onmaru.web.tests.test_accessibility import complaints
from tests.journeys.letters import read, words
from tests.journeys.test_one_mail_answered import PATIENCE, answer, button, ko, message, row, until

pytestmark = pytest.mark.browser

HOME, SUBJECT = "sora@customer.example", "세이지 머그컵 색상 문의"
ASKED, REPLY, BACK, AGAIN = "세이지 색이 사진과 같나요?", "네, 사진과 같은 색입니다.", "그럼 두 개 주문할게요.", "사진도 보내 드려요."
FORM = r"/forms/contact/sent/"


@pytest.fixture(autouse=True)
def patient() -> None:
    expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def phone(chromium: Browser) -> Page:
    """The customer's own browser, which runs no script of ours, because there is none."""
    return chromium.new_context(locale="ko-KR", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).new_page()


def looked_at(page: Page) -> None:
    """Nothing that a screen reader, a keyboard or a narrow screen would stumble over."""
    assert complaints(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def links(text: str, path: str) -> str:
    found = re.findall(rf"http://localhost:\d+{path}\S+", text)
    assert found, text
    return found[0]


def test_my_inquiries(desk: Page, phone: Page, mailhost: MailHost) -> None:
    shop = desk.url.partition("/desk/")[0]
    phone.goto(shop)
    looked_at(phone)
    phone.get_by_role("link", name="문의하기").last.click()
    looked_at(phone)
    phone.fill("[name=email]", HOME)
    phone.fill("[name=name]", "한소라")
    phone.fill("[name=subject]", SUBJECT)
    phone.fill("[name=text]", ASKED)
    phone.set_input_files("[name=attachments]", [FilePayload(name="머그.png", mimeType="image/png", buffer=photograph("머그.png"))])
    phone.click("form button")
    # Consent was forgotten: what was typed is still there, and only the file has to be chosen again.
    expect(phone.get_by_role("alert").first).to_be_visible()
    expect(phone.locator("[name=text]")).to_have_value(ASKED)
    looked_at(phone)
    phone.check("[name=consent]")

    def sent() -> bool:
        # A person takes longer than this test does, and who is quicker is asked to look once more.
        phone.click("form button")
        return bool(re.search(FORM, phone.url))

    until(sent)
    looked_at(phone)

    [receipt] = map(read, mailhost.wait_for(HOME, timeout=PATIENCE))
    case = Conversation.objects.get(subject=SUBJECT)
    assert receipt["Auto-Submitted"] == "auto-replied" and f"문의 번호는 {case.pk}번입니다." in words(receipt)
    phone.goto(links(words(receipt), "/inquiries/link/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    looked_at(phone)

    row(desk, SUBJECT).locator(".row-title").click()
    expect(message(desk, ASKED)).to_be_visible()
    answer(desk, REPLY)
    expect(message(desk, REPLY).locator(".message-foot")).to_contain_text(HOME)
    reply = read(mailhost.wait_for(HOME, count=2, timeout=PATIENCE)[1])
    assert words(reply).startswith(REPLY)
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = f"한소라 <{HOME}>", reply["Reply-To"], "Re: 문의"
    letter["Message-ID"], letter["In-Reply-To"] = "<back@customer.example>", reply["Message-ID"]
    letter.set_content(BACK)
    mailhost.deliver(letter.as_bytes(), to=reply["Reply-To"].addresses[0].addr_spec)
    expect(message(desk, BACK)).to_contain_text("하루상점 메일")

    phone.goto(f"{shop}/inquiries/")
    looked_at(phone)
    phone.fill("[name=email]", HOME)
    phone.click("form button")
    looked_at(phone)
    key = read(mailhost.wait_for(HOME, count=3, timeout=PATIENCE)[2])
    phone.goto(links(words(key), "/inquiries/sign-in/"))
    looked_at(phone)
    phone.click("form button")
    looked_at(phone)
    phone.get_by_role("link", name=SUBJECT).click()
    for said in (ASKED, REPLY, BACK):
        expect(phone.locator(".saying").filter(has_text=said).first).to_be_visible()
    looked_at(phone)
    phone.fill("[name=text]", AGAIN)
    phone.set_input_files("[name=attachments]", [FilePayload(name="둘째.png", mimeType="image/png", buffer=photograph("둘째.png"))])
    phone.get_by_role("button", name=ko("Send")).click()
    expect(phone.locator(".saying").filter(has_text=AGAIN)).to_contain_text("둘째.png")
    expect(message(desk, AGAIN)).to_contain_text("둘째.png")
    phone.get_by_role("button", name=ko("I need no more; close this inquiry")).click()
    expect(phone.locator("[aria-current=step]")).to_have_text("해결됨")
    expect(button(desk, "Reopen")).to_be_visible()
    phone.emulate_media(media="print")
    expect(phone.locator("form").first).to_be_hidden()
    expect(phone.locator(".saying").filter(has_text=REPLY)).to_be_visible()
