"""The product says what a conversation is about; an agent corrects it with one press, and the next customer's is understood."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.events import actor
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.models import Episode, Message, Reason
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.triage import classifier
from onmaru.triage.actions import learn as learning
from onmaru.triage.jobs import learn_reasons
from onmaru.triage.tests.conftest import Write

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("few_examples")]
ENGRAVED = "컵에 각인 사이즈 알려주세요"


@pytest.fixture(autouse=True)
def learns_of_each_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every correction is learnt, also those whose number says to hold them back."""
    monkeypatch.setattr(learning, "HELD", 1_000_000_007)
    monkeypatch.setattr(classifier, "_said", {})
    classifier._loaded.cache_clear()


def open_it(page: Page, front: str, message: Message) -> None:
    page.goto(f"{front}/desk/conversations/{message.conversation.pk}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")


def test_a_correction_is_understood_of_the_next_customer(page: Page, front: str, minji: Agent, write: Write) -> None:
    learn_reasons(timestamp=0)
    check, size = Reason.objects.get(key="order-check"), Reason.objects.get(key="product-size")
    junho = Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD)
    first = write(ENGRAVED)
    # A colleague meets others of the kind.
    for number in range(4):
        give_reason(write(ENGRAVED, by=f"cup{number}@customer.example").conversation, check, by=actor.agent(junho.pk))
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    open_it(page, front, first)
    said = page.locator("#open-reason")
    expect(said).to_have_text(size.name)
    expect(said).to_contain_class("is-guess")
    said.click()
    page.locator(f'#reason-options button[value="{check.key}"]').click()
    expect(said).to_have_text(check.name)
    expect(said).not_to_contain_class("is-guess")
    assert Episode.objects.get(conversation=first.conversation).reason_by == minji

    learn_reasons(timestamp=0)
    following = write("접시에 각인 사이즈 알려주세요", by="sora@customer.example", name="이소라")
    open_it(page, front, following)
    expect(said).to_have_text(check.name)
    expect(said).to_contain_class("is-guess")
    assert Episode.objects.get(conversation=following.conversation).reason_by is None
    page.close()
