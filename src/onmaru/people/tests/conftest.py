"""Haru Store's people, one of each role, and a browser for each."""

from collections.abc import Callable

import pytest
from django.test import Client

from onmaru.people.actions.open_shop import open_shop
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role

PASSWORD = "bom-yeoreum-gaeul-7"
At = Callable[[Agent], Client]


@pytest.fixture
def haru(db: None) -> Agent:
    return open_shop("하루상점", "오하루", "haru@haru.example", PASSWORD)


@pytest.fixture
def shop(haru: Agent) -> Shop:
    return Shop.objects.get()


@pytest.fixture
def daeun(haru: Agent) -> Agent:
    return Agent.objects.create(email="daeun@haru.example", name="정다은", role=Role.ADMIN)


@pytest.fixture
def minji(haru: Agent) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)


@pytest.fixture
def at() -> At:
    """`at(agent)` is a browser in which they are signed in."""

    def at(agent: Agent) -> Client:
        client = Client()
        client.force_login(agent)
        return client

    return at
