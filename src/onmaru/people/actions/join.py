from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.events import AgentJoined
from onmaru.people.models import Agent


@transaction.atomic
def join(agent: Agent, name: str, password: str) -> None:
    """Take an invitation: choose the name customers see and a password."""
    agent.name = name
    agent.set_password(password)
    agent.save(update_fields=["name", "password"])
    record(AgentJoined(agent_id=agent.pk), by=actor.agent(agent.pk))
