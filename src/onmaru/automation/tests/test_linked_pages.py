from collections.abc import Mapping

import pytest
from django.test import Client

from onmaru.automation.actions.link_pages import link_pages
from onmaru.automation.models import LinkedPage
from onmaru.events.models import Event
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db

SETTINGS = "/desk/settings/pages/"
RETURNS = ("반품 안내", "https://haru.example/returns")


def administer(client: Client, agent: Agent) -> None:
    agent.role = Agent.Role.ADMIN
    agent.save(update_fields=["role"])
    client.force_login(agent)


def test_a_shop_writes_down_its_pages_once(client: Client, minji: Agent) -> None:
    administer(client, minji)
    lines = "반품 안내 → https://haru.example/returns\n\nFAQ -> https://haru.example/faq?a=1\n"
    for _ in range(2):
        assert client.post(SETTINGS, {"pages": lines}).status_code == 302
    assert dict(LinkedPage.objects.values_list("name", "url")) == {"반품 안내": RETURNS[1], "FAQ": "https://haru.example/faq?a=1"}
    assert Event.objects.filter(name="pages.linked").count() == 1
    assert "반품 안내 → https://haru.example/returns" in client.get(SETTINGS).content.decode()
    client.post(SETTINGS, {"pages": "반품 안내 → https://haru.example/returns2"})
    assert dict(LinkedPage.objects.values_list("name", "url")) == {"반품 안내": "https://haru.example/returns2"}


@pytest.mark.parametrize(
    "line",
    [
        "반품 안내",
        "→ https://haru.example",
        "반품 → javascript:alert(1)",
        "반품 → https://a.example/)[x](http://b.example",
        f"{'가' * 81} → https://a.example",
    ],
)
def test_a_line_that_is_no_page_is_refused_and_kept(client: Client, minji: Agent, line: str) -> None:
    administer(client, minji)
    answer = client.post(SETTINGS, {"pages": line})
    assert answer.status_code == 422 and not LinkedPage.objects.exists()
    assert line.split("(")[0].replace(">", "&gt;") in answer.content.decode()


def test_pages_are_offered_where_answers_are_written(client: Client, minji: Agent, conversation: Conversation) -> None:
    link_pages([RETURNS, ("[공지] 휴무", "https://haru.example/notice")], minji)
    client.force_login(minji)

    def offered() -> Mapping[str, str]:
        items = client.get(f"/desk/conversations/{conversation.pk}/macros/").json()["items"]
        return {item["name"]: item["whole"] for item in items if "whole" in item}

    assert offered() == {
        "반품 안내": "[반품 안내](https://haru.example/returns)",
        "[공지] 휴무": "[(공지) 휴무](https://haru.example/notice)",
    }
    minji.role = Agent.Role.LIGHT
    minji.save(update_fields=["role"])
    assert client.get(f"/desk/conversations/{conversation.pk}/macros/").status_code == 403


def test_where_a_channel_knows_no_links_the_address_is_written() -> None:
    assert LinkedPage(name="반품 안내", url=RETURNS[1]).written(as_markdown=False) == "반품 안내: https://haru.example/returns"
