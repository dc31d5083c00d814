"""The shipping department, which has no seat, is asked from a template and answers with a picture from a phone."""

import pytest
from django.core import mail
from django.test import Client
from playwright.sync_api import FilePayload, Page, expect

from dev.world.files import photograph
from onmaru.inbox.models import Note
from onmaru.inbox.tests.conftest import Write
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.tasks.actions.define_department import define_department
from onmaru.tasks.actions.define_template import define_template
from onmaru.tasks.models import Task
from onmaru.tasks.tests.conftest import HANDLE, address_in
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser

ANSWERED, PICTURE = "옥천에서 나왔어요. 내일 도착해요.", "상자.png"


def looked_at(page: Page) -> None:
    """Nothing that a screen reader, a keyboard or a narrow screen would stumble over."""
    assert complaints(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_department_is_asked_and_answers_on_a_phone(page: Page, phone: Page, front: str, write: Write, minji: Agent) -> None:
    Shop.objects.create(name="하루상점")
    shipping = define_department(None, minji, "배송팀", HANDLE)
    define_template(None, minji, "송장 조회", "어디 있는지 알려 주세요.", "운송장 번호*\n택배사", department=shipping)
    conversation = write("주문번호 20261118-000123 운송장 123456789012 아직 안 왔어요.", subject="배송이 안 와요").conversation
    run_waiting()
    mail.outbox.clear()
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    # Wide enough for what stands beside a conversation.
    page.set_viewport_size({"width": 1440, "height": 900})

    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    page.locator("#tasks-panel").get_by_role("link", name="부서에 요청").click()
    page.get_by_role("link", name="송장 조회").click()
    # The number that the customer stated stands there already; nothing of the customer goes along that is not ticked.
    expect(page.locator("[name=field-0]")).to_have_value("123456789012")
    expect(page.locator("[name=share]:checked")).to_have_count(0)
    looked_at(page)
    page.locator(".ask-form").get_by_role("button", name="요청하기").click()
    expect(page.locator("#tasks-panel li")).to_have_count(1)
    run_waiting()
    task = Task.objects.get()
    [letter] = mail.outbox
    assert letter.to == [HANDLE]

    phone.goto(front + address_in(letter))
    looked_at(phone)
    phone.get_by_role("link", name=task.title).click()
    expect(phone.locator(".facts-of-inquiry").first).to_contain_text("123456789012")
    expect(phone.locator("body")).not_to_contain_text("yuna@customer.example")
    looked_at(phone)
    phone.locator("[name=text]").fill(ANSWERED)
    phone.set_input_files("[name=attachments]", [FilePayload(name=PICTURE, mimeType="image/png", buffer=photograph(PICTURE))])
    phone.locator("form.public-card").get_by_role("button", name="답하기").click()
    answer = phone.locator(".saying").filter(has_text=ANSWERED)
    expect(answer).to_contain_text(PICTURE)
    looked_at(phone)
    run_waiting()

    assert Note.objects.get(conversation=conversation).attachments.count() == 1
    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    note = page.locator("#thread article").filter(has_text=ANSWERED)
    expect(note).to_contain_text(PICTURE)
    page.locator("#tasks-panel").get_by_role("link", name=task.title).click()
    expect(page.locator("body")).to_contain_text(ANSWERED)
    looked_at(page)
    phone.close()
    page.close()
