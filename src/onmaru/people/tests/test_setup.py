import pytest
from django.conf import settings
from django.test import Client

from onmaru.people.models import Agent, BusinessHours, Shop
from onmaru.people.tests.conftest import PASSWORD

SAID = {
    "shop": "하루상점",
    "time_zone": "Asia/Seoul",
    "name": "오하루",
    "email": "Haru@haru.example",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def owner(db: None) -> Client:
    """Who started the deployment and followed the address it printed."""
    client = Client()
    assert client.get("/setup/", {"token": settings.SETUP_TOKEN})["Location"] == "/setup/"
    return client


def test_a_stranger_cannot_take_a_fresh_deployment(db: None) -> None:
    stranger = Client()
    assert 'name="token"' in stranger.get("/setup/?token=guess").content.decode()
    assert stranger.post("/setup/", SAID).status_code == 422
    assert stranger.post("/setup/", {**SAID, "token": "guess"}).status_code == 422
    assert not Shop.objects.exists() and not Agent.objects.exists()


def test_the_word_can_be_typed(db: None) -> None:
    client = Client()
    client.post("/setup/", {"token": f" {settings.SETUP_TOKEN} "})
    assert 'name="shop"' in client.get("/setup/").content.decode()


def test_the_set_up_makes_shop_and_owner_and_signs_in(owner: Client) -> None:
    answer = owner.post("/setup/", SAID)
    assert answer["Location"] == "/setup/mailbox/"
    agent = Agent.objects.get()
    assert (agent.email, agent.role, agent.check_password(PASSWORD)) == ("haru@haru.example", "owner", True)
    assert Shop.objects.get().name == "하루상점"
    assert BusinessHours.objects.get().team is None
    assert owner.get("/desk/settings/shop/").status_code == 200


def test_it_is_open_once(owner: Client) -> None:
    late = Client()
    late.get("/setup/", {"token": settings.SETUP_TOKEN})
    owner.post("/setup/", SAID)
    for answer in (late.get("/setup/"), late.post("/setup/", SAID), late.get("/setup/", {"token": settings.SETUP_TOKEN})):
        assert answer["Location"] == "/desk/"
    assert Agent.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"password": "short", "again": "short"}, {"again": "another-one-9"}, {"email": "no"}, {"shop": ""}, {"password": "", "again": ""}],
)
def test_what_is_wrong_is_said(owner: Client, wrong: dict[str, str]) -> None:
    answer = owner.post("/setup/", {**SAID, **wrong})
    assert answer.status_code == 422 and b'class="error"' in answer.content
    assert not Shop.objects.exists()


def test_the_house_leads_to_the_set_up_while_it_is_empty(db: None) -> None:
    assert Client().get("/")["Location"] == "/setup/"
