from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit.jobs import enqueue
from onmaru.people.actions.appoint import NotYours
from onmaru.people.events import AgentInvited
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role


@transaction.atomic
def invite(email: str, name: str, role: str, teams: Iterable[Team], by: Agent) -> Agent:
    """Appoint somebody new and send them a link to choose a password. An address that is taken raises IntegrityError."""
    if role == Role.OWNER and by.role != Role.OWNER:
        raise NotYours
    shop = Shop.objects.first()
    own = {"language": shop.language, "time_zone": shop.time_zone} if shop else {}
    agent = Agent.objects.create(email=email.strip().lower(), name=name, role=role, password=make_password(None), **own)
    agent.teams.set(teams)
    record(AgentInvited(agent_id=agent.pk), by=actor.agent(by.pk))
    send_invitation(agent)
    return agent


def send_invitation(agent: Agent) -> None:
    """Send the link, once more if need be."""
    from onmaru.people.jobs import mail_invitation

    enqueue(mail_invitation, agent_id=agent.pk)
