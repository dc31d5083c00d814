from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from onmaru.people.actions.set_shifts import drop_shifts, set_shifts
from onmaru.people.desk.agents import AgentsView
from onmaru.people.desk.hours import HoursForm
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent, BusinessHours, Shifts


class ShiftsForm(HoursForm):
    """As hours of the shop, said of one person."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["holidays"].label = _("Off on public holidays of")
        self.fields["days"].label = _("Days on which they work otherwise")
        self.fields["days"].help_text = _(
            "One a line: 2026-12-31 is a day off, 2026-12-29 ~ 2026-12-30 is leave, 2027-01-02 10:00-15:00 a day on which they work so."
        )
        for field in list(self.fields.values())[:7]:
            field.widget.attrs["placeholder"] = _("Off")


class ShiftSettings(AgentsView):
    """When one agent works, and their breaks."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._page(get_object_or_404(Agent, pk=number), None)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        agent, form = get_object_or_404(Agent, pk=number), ShiftsForm(request.POST)
        if not form.is_valid():
            return self._page(agent, form, status=422)
        set_shifts(agent, form.week, form.cleaned_data["holidays"], request.user, form.cleaned_data["days"])
        return self.done("settings_agent", _("The shifts of %(name)s are saved.") % {"name": agent.name}, number)

    def _page(self, agent: Agent, form: ShiftsForm | None, status: int = 200) -> HttpResponse:
        own = Shifts.objects.filter(agent=agent).first()
        shown = own or BusinessHours.objects.filter(team=None).first() or BusinessHours()
        return self.page("people/shifts.html", status=status, agent=agent, form=form or ShiftsForm.of(shown), has_own=own is not None)


class ShiftsEnd(AgentsView):
    """That an agent works whenever they say that they are at work."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        agent = get_object_or_404(Agent, pk=number)
        drop_shifts(agent, request.user)
        return self.done("settings_agent", _("%(name)s has no fixed shifts now.") % {"name": agent.name}, number)
