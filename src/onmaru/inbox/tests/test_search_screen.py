import pytest
from django.test import Client

from onmaru.customers.models import Customer
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent, Team


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    client.force_login(minji)
    return client


def found(desk: Client, query: str) -> set[int]:
    return {row.pk for row in desk.get("/desk/search/", {"q": query}).context["page"].rows}


def test_words_names_and_addresses_are_found(desk: Client, write: Write) -> None:
    cup = write("머그컵이 깨져서 왔어요", by="yuna@customer.example").conversation
    tea = write("찻잔 재입고 되나요?", by="jiho@gmail.example", subject="재입고").conversation
    Customer.objects.filter(identities__handle="jiho@gmail.example").update(name="이지호")
    assert found(desk, "머그컵") == {cup.pk}
    assert found(desk, "깨져서 머그컵") == {cup.pk}
    assert found(desk, "머그컵 재입고") == set()
    assert found(desk, "이지호") == {tea.pk}
    assert found(desk, "jiho@gmail") == {tea.pk}
    assert found(desk, "재입고") == {tea.pk}


def test_a_number_jumps(desk: Client, write: Write) -> None:
    conversation = write().conversation
    assert desk.get("/desk/search/", {"q": f"#{conversation.pk}"}).headers["Location"] == f"/desk/conversations/{conversation.pk}/"
    assert found(desk, "#99999999") == set()


@pytest.mark.parametrize("query", ["", "  ", "%", "'; --", "가", "#", "\\", "x" * 500])
def test_no_query_breaks_it(desk: Client, write: Write, query: str) -> None:
    write()
    assert desk.get("/desk/search/", {"q": query}).status_code == 200


def test_nothing_of_another_team_is_found(desk: Client, write: Write) -> None:
    conversation = write("비밀 견적").conversation
    Conversation.objects.update(team=Team.objects.create(name="상품 문의"))
    assert found(desk, "견적") == set()
    assert desk.get("/desk/search/", {"q": f"#{conversation.pk}"}).status_code == 200
