from collections.abc import Iterable

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.events import AgentAppointed, AgentDeactivated, AgentReactivated
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role


class LastOwner(ValueError):
    """Without an owner nobody could ever appoint one."""


class NotYours(PermissionError):
    """Only an owner makes, changes or sends away an owner."""


@transaction.atomic
def appoint(agent: Agent, name: str, role: str, teams: Iterable[Team], by: Agent) -> None:
    """Give an agent a role and teams."""
    agent = _held(agent, by)
    if role == Role.OWNER and by.role != Role.OWNER:
        raise NotYours
    if role != Role.OWNER:
        _keep_an_owner(agent)
    Agent.objects.filter(pk=agent.pk).update(name=name, role=role)
    agent.teams.set(teams)
    record(AgentAppointed(agent_id=agent.pk, role=role, team_ids=[team.pk for team in agent.teams.all()]), by=actor.agent(by.pk))


@transaction.atomic
def deactivate(agent: Agent, by: Agent) -> None:
    """Let nobody sign in with this account any more. What they wrote stays theirs."""
    agent = _held(agent, by)
    _keep_an_owner(agent)
    if Agent.objects.filter(pk=agent.pk, is_active=True).update(is_active=False):
        change_availability(agent, Agent.Availability.HOME, by=by)
        record(AgentDeactivated(agent_id=agent.pk), by=actor.agent(by.pk))


@transaction.atomic
def reactivate(agent: Agent, by: Agent) -> None:
    """Let an agent in again."""
    agent = _held(agent, by)
    if Agent.objects.filter(pk=agent.pk, is_active=False).update(is_active=True):
        record(AgentReactivated(agent_id=agent.pk), by=actor.agent(by.pk))


def _held(agent: Agent, by: Agent) -> Agent:
    """The agent as they are now. All owners are locked with them, so that two owners cannot send each other away at once."""
    rows = {row.pk: row for row in Agent.objects.select_for_update().filter(role=Role.OWNER).order_by("pk")}
    row = rows.get(agent.pk) or Agent.objects.select_for_update().get(pk=agent.pk)
    if row.role == Role.OWNER and by.role != Role.OWNER:
        raise NotYours
    return row


def _keep_an_owner(agent: Agent) -> None:
    if (
        agent.role == Role.OWNER
        and agent.is_active
        and not Agent.objects.filter(role=Role.OWNER, is_active=True).exclude(pk=agent.pk).exists()
    ):
        raise LastOwner
