from collections.abc import Callable
from datetime import datetime

import pytest

from onmaru.inbox.models import Channel
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Team
from onmaru.routing.models import Queue
from onmaru.sla.tests.conftest import junho as junho
from onmaru.sla.tests.conftest import mailbox as mailbox
from onmaru.sla.tests.conftest import minji as minji
from onmaru.sla.tests.conftest import wednesday as wednesday
from onmaru.sla.tests.conftest import write as write

Works = Callable[..., Agent]


@pytest.fixture
def orders(mailbox: Channel) -> Team:
    """The team of the mailbox; what waits for it is given."""
    team = Team.objects.create(name="주문·배송")
    Channel.objects.filter(pk=mailbox.pk).update(team=team)
    mailbox.team = team
    Queue.objects.create(team=team, gives=True)
    return team


@pytest.fixture
def works(wednesday: datetime, orders: Team) -> Works:
    """`works("지우")` is somebody of the team who is at work; "away" and "home" are the others."""

    def works(name: str, state: str = "work", team: Team | None = None) -> Agent:
        agent = Agent.objects.create(email=f"{name}@haru.example", name=name)
        agent.teams.add(team or orders)
        change_availability(agent, state, by=agent)
        return agent

    return works
