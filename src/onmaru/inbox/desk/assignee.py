from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.assign import CannotAnswer, assign
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

MAY_ANSWER = [role for role in Agent.Role.values if role != Agent.Role.LIGHT]


class Assignee(ConversationView):
    """Who is accountable: to choose from (GET), another (POST) or nobody (DELETE)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        conversation = self.conversation
        agents = Agent.objects.at_work().filter(role__in=MAY_ANSWER)
        if conversation.team:
            # Who can see the conversation; leads see all.
            agents = agents.filter(Q(teams=conversation.team) | ~Q(role=Agent.Role.AGENT)).distinct()
        others = [agent for agent in agents if agent != request.user]
        may_take = request.user.may(Permission.ANSWER)
        return menu(request, conversation, "inbox/_assignee_menu.html", _("Assign"), agents=others, may_take=may_take)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        before = self.conversation.assignee
        chosen = request.POST.get("agent") or request.GET.get("agent", "")
        agent = Agent.objects.at_work().filter(pk=row_number(chosen)).first()
        try:
            if agent is None:
                return refused(request, self.conversation, _("This agent does not exist any more."))
            assign(self.conversation, agent, by=actor.agent(request.user.pk))
        except CannotAnswer:
            return refused(request, self.conversation, _("A light agent cannot answer customers."))
        mine = agent == request.user
        said = _("This conversation is yours.") if mine else _("Assigned to {name}.").format(name=agent.name)
        return changed(request, self.conversation, said, undo=_undo(self.conversation.pk, before))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        before = self.conversation.assignee
        assign(self.conversation, None, by=actor.agent(request.user.pk))
        return changed(request, self.conversation, _("Nobody is assigned now."), undo=_undo(self.conversation.pk, before) if before else "")


def _undo(number: int, before: Agent | None) -> str:
    url = reverse("desk_assignee", args=[number])
    return f"{url}?agent={before.pk}" if before else f"{url}?_method=DELETE"
