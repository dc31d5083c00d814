from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people.actions.form_team import change_team, disband, form_team
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent, Team


class TeamForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Team name"), max_length=80)
    signature = forms.CharField(
        label=gettext_lazy("Signature"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Under the answers in this team’s conversations, unless the agent has a signature of their own."),
    )
    members = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Members"),
        queryset=Agent.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, team: Team | None = None, **options: Any) -> None:
        initial = {"name": team.name, "signature": team.signature, "members": team.agents.all()} if team else {}
        super().__init__(*arguments, initial=initial, **options)
        self.team = team

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Team.objects.filter(name=name).exclude(pk=self.team.pk if self.team else None).exists():
            raise forms.ValidationError(_("There is a team of that name already."))
        return name


class Teams(SettingsView):
    """The teams, and a new one."""

    section = "settings_teams"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(TeamForm())

    def post(self, request: AgentRequest) -> HttpResponse:
        form = TeamForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        said = form.cleaned_data
        form_team(said["name"], said["members"], request.user, said["signature"])
        return self.done("settings_teams", _("The team is formed."))

    def _page(self, form: TeamForm, status: int = 200) -> HttpResponse:
        return self.page("people/teams.html", status=status, form=form, teams=Team.objects.prefetch_related("agents"))


class TeamSettings(SettingsView):
    """One team: its name, its members, its end."""

    section = "settings_teams"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        team = get_object_or_404(Team, pk=number)
        return self.page("people/team.html", form=TeamForm(team=team), team=team)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        team = get_object_or_404(Team, pk=number)
        form = TeamForm(request.POST, team=team)
        if not form.is_valid():
            return self.page("people/team.html", status=422, form=form, team=team)
        said = form.cleaned_data
        change_team(team, said["name"], said["members"], request.user, said["signature"])
        return self.done("settings_teams", _("The team is saved."))


class TeamEnd(SettingsView):
    """That a team is dissolved."""

    section = "settings_teams"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        disband(get_object_or_404(Team, pk=number), request.user)
        return self.done("settings_teams", _("The team is dissolved; its conversations belong to no team now."))
