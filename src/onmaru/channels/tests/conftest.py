from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from onmaru.inbox.models import Channel
from onmaru.people.models import Agent
from onmaru.people.roles import Role


@pytest.fixture
def channel(db: None) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example")


@pytest.fixture
def junho(db: None) -> Agent:
    return Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD, language="en")


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT, language="en")


@pytest.fixture
def as_agent() -> Callable[[Agent], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(agent: Agent) -> Client:
        client = Client()
        client.force_login(agent)
        return client

    return signed_in
