from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Reason
from onmaru.people.desk.agents import AgentsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent
from onmaru.routing.actions.arrange import set_abilities
from onmaru.routing.at_work import measure
from onmaru.routing.desk.routing import MOST
from onmaru.routing.models import Abilities

LANGUAGES = [
    ("ko", gettext_lazy("Korean")), ("en", gettext_lazy("English")), ("ja", gettext_lazy("Japanese")), ("zh", gettext_lazy("Chinese")),
    ("vi", gettext_lazy("Vietnamese")), ("th", gettext_lazy("Thai")),
]  # fmt: skip


class AbilitiesForm(forms.Form):
    capacity = forms.IntegerField(label=gettext_lazy("Room, in points"), min_value=0, max_value=MOST, required=False)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Answers only in"), choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none for any language."),
    )  # fmt: skip
    reasons = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Answers only about"),
        queryset=Reason.objects.groups().filter(retired_at=None),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none for everything."),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["capacity"].help_text = _("Leave it empty for as much as everybody: {points} points.").format(points=measure().capacity)


class AbilitiesSettings(AgentsView):
    """What one agent can be given."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        agent = get_object_or_404(Agent, pk=number)
        row = Abilities.objects.filter(agent=agent).first()
        initial = {"capacity": row.capacity, "languages": row.languages, "reasons": row.reasons.all()} if row else {}
        return self.page("routing/abilities.html", agent=agent, form=AbilitiesForm(initial=initial))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        agent, form = get_object_or_404(Agent, pk=number), AbilitiesForm(request.POST)
        if not form.is_valid():
            return self.page("routing/abilities.html", status=422, agent=agent, form=form)
        set_abilities(agent, request.user, **form.cleaned_data)
        return self.done("settings_agent", _("What %(name)s can be given is saved.") % {"name": agent.name}, number)
