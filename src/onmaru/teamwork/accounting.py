"""Who is accountable for a conversation now, looked up. Reads only."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from onmaru.inbox.models import Conversation, Presence
from onmaru.people.models import Agent
from onmaru.people.roles import Permission, Role, may
from onmaru.teamwork.accountable import Because, Nobody, Person, accountable
from onmaru.teamwork.models import Duty

ANSWERING = [role.value for role in Role if may(role, Permission.ANSWER)]
LEADING = [role.value for role in Role if may(role, Permission.TAKE_OVER)]


@dataclass(frozen=True, slots=True)
class Accountable:
    agent: Agent
    because: Because


def accountable_for(conversation: Conversation, besides: int | None = None) -> Accountable | None:
    """None only where a shop has no owner at work. `besides` is an agent who is about to leave."""
    duty = Duty.objects.still_open().about(conversation.pk).order_by("begun_at", "pk").values_list("owner_id", flat=True).first()
    return _found(conversation, conversation.assignee_id, duty, besides)


def who_leads(conversation: Conversation, besides: int | None = None) -> Agent | None:
    """Who can be asked for help with it: the lead of its team, else the shop's owner."""
    found = _found(conversation, None, None, besides)
    return found.agent if found else None


def _found(conversation: Conversation, assignee: int | None, duty: int | None, besides: int | None) -> Accountable | None:
    concerned = Q(pk__in=[number for number in (assignee, duty) if number]) | Q(role=Role.OWNER)
    if conversation.team_id:
        concerned |= Q(role__in=LEADING, pk__in=Agent.teams.through.objects.filter(team=conversation.team_id).values("agent_id"))
    of_team = Agent.teams.through.objects.filter(team=conversation.team_id, agent=OuterRef("pk"))
    here = Presence.objects.fresh().filter(agent=OuterRef("pk"))
    rows = Agent.objects.at_work().filter(concerned, role__in=ANSWERING).exclude(pk=besides)
    agents = {one.pk: one for one in rows.annotate(of_team=Exists(of_team), here=Exists(here))}
    people = [
        Person(
            one.pk,
            leads=one.role in LEADING and one.of_team,  # pyright: ignore[reportAttributeAccessIssue]
            on_shift=one.here,  # pyright: ignore[reportAttributeAccessIssue]
            owns=one.role == Role.OWNER,
        )
        for one in agents.values()
    ]
    try:
        number, because = accountable(assignee, duty, people)
    except Nobody:
        return None
    return Accountable(agents[number], because)
