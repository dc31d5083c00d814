from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people import invitation
from onmaru.people.actions.appoint import LastOwner, NotYours, appoint, deactivate, reactivate
from onmaru.people.actions.invite import invite, send_invitation
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

ROLES = {
    Agent.Role.OWNER: gettext_lazy("Everything, and appoints other owners."),
    Agent.Role.ADMIN: gettext_lazy("Settings, channels and agents."),
    Agent.Role.LEAD: gettext_lazy("Sees every conversation and merges customers."),
    Agent.Role.AGENT: gettext_lazy("Answers what belongs to them and their teams."),
    Agent.Role.LIGHT: gettext_lazy("Reads and comments; never writes to customers."),
}


class AgentForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80, help_text=gettext_lazy("Customers see it beside answers."))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Agent.Role.choices, initial=Agent.Role.AGENT)
    teams = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Teams"), queryset=Team.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, by: Agent, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not Team.objects.exists():
            self.fields["teams"].help_text = _("There are no teams yet; they are formed in the settings, under teams.")
        if by.role != Agent.Role.OWNER:
            self.fields["role"].choices = [choice for choice in Agent.Role.choices if choice[0] != Agent.Role.OWNER]  # pyright: ignore[reportAttributeAccessIssue]


class InvitationForm(AgentForm):
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    field_order = ("email", "name", "role", "teams")

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        if Agent.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody works here with that address already."))
        return email


class AgentsView(SettingsView):
    section = "settings_agents"
    to_write = Permission.APPOINT


class Agents(AgentsView):
    """Who works here, and an invitation for somebody new."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(InvitationForm(by=request.user))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = InvitationForm(request.POST, by=request.user)
        if not form.is_valid():
            return self._page(form, status=422)
        agent = invite(by=request.user, **form.cleaned_data)
        return self.done("settings_agent", _("%(name)s is invited.") % {"name": agent.name}, agent.pk)

    def _page(self, form: InvitationForm, status: int = 200) -> HttpResponse:
        agents = Agent.objects.prefetch_related("teams").order_by("-is_active", "name")
        return self.page("people/agents.html", status=status, form=form, agents=agents, roles=_roles())


class AgentSettings(AgentsView):
    """One agent: role, teams, invitation."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        agent = get_object_or_404(Agent, pk=number)
        initial = {"name": agent.name, "role": agent.role, "teams": agent.teams.all()}
        return self._page(agent, AgentForm(by=request.user, initial=initial))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        agent = get_object_or_404(Agent, pk=number)
        form = AgentForm(request.POST, by=request.user)
        if form.is_valid():
            try:
                appoint(agent, by=request.user, **form.cleaned_data)
                return self.done("settings_agents", _("%(name)s is saved.") % {"name": agent.name})
            except (LastOwner, NotYours) as refusal:
                form.add_error("role", sentence(refusal))
        return self._page(agent, form, status=422)

    def _page(self, agent: Agent, form: AgentForm, status: int = 200, problem: str = "") -> HttpResponse:
        link = invitation.link(agent) if agent.is_active and not agent.has_usable_password() else ""
        return self.page("people/agent.html", status=status, agent=agent, form=form, link=link, problem=problem, roles=_roles())


class Invitation(AgentsView):
    """The invitation once more."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        agent = get_object_or_404(Agent, pk=number)
        if not agent.has_usable_password():
            send_invitation(agent)
        return self.done("settings_agent", _("The invitation is on its way."), number)


class Leave(AgentSettings):
    """That an agent left: they sign in no more."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._try(deactivate, number, _("%(name)s can no longer sign in."))

    def _try(self, action: Callable[[Agent, Agent], None], number: int, told: str) -> HttpResponse:
        agent = get_object_or_404(Agent, pk=number)
        try:
            action(agent, self.request.user)
        except (LastOwner, NotYours) as refusal:
            initial = {"name": agent.name, "role": agent.role, "teams": agent.teams.all()}
            return self._page(agent, AgentForm(by=self.request.user, initial=initial), status=422, problem=sentence(refusal))
        return self.done("settings_agents", told % {"name": agent.name})


class Return(Leave):
    """That they came back."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._try(reactivate, number, _("%(name)s can sign in again."))


def sentence(refusal: LastOwner | NotYours) -> str:
    if isinstance(refusal, LastOwner):
        return _("This is the last owner. Make somebody else an owner first.")
    return _("Only an owner can change an owner.")


def _roles() -> list[tuple[str, str]]:
    return [(str(role.label), str(meaning)) for role, meaning in ROLES.items()]
