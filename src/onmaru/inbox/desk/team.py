from django.http import HttpResponse
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.desk.answer import changed, menu, refused
from onmaru.inbox.desk.door import ConversationView
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest
from onmaru.people.models import Team


class TeamThing(ConversationView):
    """Whose queue it is in: to choose from (GET), another team's with a reason (POST), none (DELETE)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return menu(request, self.conversation, "inbox/_team_menu.html", _("Transfer"), teams=Team.objects.all())

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        team = Team.objects.filter(pk=row_number(request.POST.get("team"))).first()
        if team is None:
            return refused(request, self.conversation, _("This team does not exist any more."))
        because = request.POST.get("because", "").strip()[:200]
        cause = request.POST.get("cause", "")[:40]
        transfer(self.conversation, team, because, by=actor.agent(request.user.pk), cause=cause)
        return changed(request, self.conversation, _("Transferred to {team}.").format(team=team.name))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        transfer(self.conversation, None, by=actor.agent(request.user.pk))
        return changed(request, self.conversation, _("No team has this conversation now."))
