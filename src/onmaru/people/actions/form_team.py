from collections.abc import Iterable

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.events import TeamDisbanded, TeamFormed, TeamRenamed
from onmaru.people.models import Agent, Team


@transaction.atomic
def form_team(name: str, members: Iterable[Agent], by: Agent, signature: str = "") -> Team:
    """Make a team of agents. A name that is taken raises IntegrityError."""
    team = Team.objects.create(name=name, signature=_tidy(signature))
    team.agents.set(members)
    record(TeamFormed(team_id=team.pk), by=actor.agent(by.pk))
    return team


@transaction.atomic
def change_team(team: Team, name: str, members: Iterable[Agent], by: Agent, signature: str = "") -> None:
    """Rename a team, say who belongs to it and what stands under its answers."""
    before = Team.objects.select_for_update().get(pk=team.pk).name
    Team.objects.filter(pk=team.pk).update(name=name, signature=_tidy(signature))
    team.agents.set(members)
    record(TeamRenamed(team_id=team.pk, before=before), by=actor.agent(by.pk))


@transaction.atomic
def disband(team: Team, by: Agent) -> None:
    """Dissolve a team; its conversations stay, without a team."""
    team_id, name = team.pk, team.name
    if Team.objects.filter(pk=team_id).delete()[0]:
        record(TeamDisbanded(team_id=team_id, before=name), by=actor.agent(by.pk))


def _tidy(signature: str) -> str:
    return signature.replace("\r\n", "\n").strip()
