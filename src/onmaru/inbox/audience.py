"""Who may see a conversation: the other side of `Conversations.visible_to`."""

from django.db.models import Q, QuerySet

from onmaru.inbox.mentions import Somebody
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission, Role, may

SEE_ALL = [role.value for role in Role if may(role, Permission.SEE_ALL)]


def who_may_see(conversation: Conversation) -> QuerySet[Agent]:
    """The agents at work who may; a subquery for teams, so that nobody comes twice."""
    at_work = Agent.objects.at_work()
    if conversation.team_id is None:
        return at_work
    members = Agent.teams.through.objects.filter(team=conversation.team_id).values("agent_id")
    return at_work.filter(Q(role__in=SEE_ALL) | Q(pk__in=members) | Q(pk=conversation.assignee_id))


def everybody() -> list[Somebody]:
    """Everyone who can be called in a note."""
    agents = Agent.objects.at_work().values_list("pk", "name", "email")
    teams = Team.objects.values_list("pk", "name")
    return [*(Somebody("agent", *agent) for agent in agents), *(Somebody("team", *team) for team in teams)]
