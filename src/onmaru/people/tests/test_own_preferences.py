import pytest
from django.test import Client

from onmaru.people.models import Agent


@pytest.fixture
def minji(db: None, client: Client) -> Agent:
    agent = Agent.objects.create(email="minji@haru.example", name="김민지")
    client.force_login(agent)
    return agent


CHOSEN = {"name": "김민지", "language": "en", "time_zone": "Asia/Tokyo", "theme": "dark", "enter_sends": "1", "signature": "감사합니다."}


def test_choices_are_kept_and_shown(minji: Agent, client: Client) -> None:
    response = client.post("/desk/preferences/", CHOSEN)
    assert response.status_code == 302
    assert response.cookies["theme"].value == "dark"
    minji.refresh_from_db()
    assert not minji.enter_sends_at_once
    assert (minji.language, minji.time_zone, minji.enter_sends, minji.signature) == ("en", "Asia/Tokyo", True, "감사합니다.")
    page = client.get("/desk/preferences/").content.decode()
    assert '<html lang="en" data-theme="dark"' in page


def test_another_browser_shows_the_chosen_theme(minji: Agent, client: Client) -> None:
    Agent.objects.update(theme="dark")
    assert 'data-theme="dark"' in client.get("/desk/preferences/").content.decode()
    client.cookies["theme"] = "light"
    assert 'data-theme="light"' in client.get("/desk/preferences/").content.decode()


@pytest.mark.parametrize("wrong", [{"time_zone": "Mars/Base"}, {"language": "xx"}, {"name": ""}, {"theme": "pink"}])
def test_nonsense_is_refused_with_a_word(minji: Agent, client: Client, wrong: dict) -> None:
    assert client.post("/desk/preferences/", {**CHOSEN, **wrong}).status_code == 422
    minji.refresh_from_db()
    assert minji.language == "ko"
