from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Team
from onmaru.sla.desk.length_field import LengthField
from onmaru.workflows.actions.define import Wanted, define, retire, switch
from onmaru.workflows.models import Workflow

MOST, SPARE = 12, 3


class StageForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = forms.IntegerField(label=pgettext_lazy("places in a row", "Order"), min_value=1, max_value=99, required=False)
    name = forms.CharField(label=gettext_lazy("Stage"), max_length=40, required=False)
    team = forms.ModelChoiceField(Team.objects.all(), label=gettext_lazy("Team"), required=False)
    within = LengthField(label=gettext_lazy("Within"), open_hours=True)

    def __init__(self, *arguments: Any, teams: list[tuple[int | str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["team"].choices = teams  # pyright: ignore[reportAttributeAccessIssue]


StageForms = forms.formset_factory(StageForm, extra=SPARE, max_num=MOST, absolute_max=MOST)


def stage_forms(posted: Any = None, **options: Any) -> Any:
    """Read once for all stages, who they may belong to."""
    teams = [("", _("Whoever has the conversation")), *Team.objects.values_list("pk", "name")]
    return StageForms(posted, form_kwargs={"teams": teams}, **options)


class NameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)


class Workflows(SettingsView):
    """All workflows with their stages; switching one on (`on`) or off."""

    section = "settings_workflows"

    def get(self, request: AgentRequest) -> HttpResponse:
        rows = Workflow.objects.in_use().prefetch_related("stages")
        workflows = [(row, [stage for stage in row.stages.all() if stage.removed_at is None]) for row in rows]
        return self.page("workflows/list.html", workflows=workflows)


class WorkflowSwitch(SettingsView):
    section = "settings_workflows"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        workflow = get_object_or_404(Workflow.objects.in_use(), pk=number)
        on = "on" in request.POST
        switch(workflow, on, request.user)
        return self.done(
            "settings_workflows", _("The workflow can be begun now.") if on else _("The workflow is off. What goes on goes on.")
        )


class WorkflowSettings(SettingsView):
    """One workflow, or a new one: its stages in their order, whose each is, and how long it may take."""

    section = "settings_workflows"

    def get(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        workflow = _find(number)
        rows = workflow.stages.filter(removed_at=None) if workflow else ()
        initial = [
            {"number": stage.pk, "place": place, "name": str(stage), "team": stage.team_id, "within": stage.within}
            for place, stage in enumerate(rows, 1)
        ]
        return self._page(workflow, NameForm(initial={"name": str(workflow) if workflow else ""}), stage_forms(initial=initial))

    def post(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        workflow = _find(number)
        form, stages = NameForm(request.POST), stage_forms(request.POST)
        if not form.is_valid() or not stages.is_valid():
            return self._page(workflow, form, stages, 422)
        filled = [one for one in stages.cleaned_data if one.get("name")]
        if not filled:
            form.add_error(None, _("Name at least one stage."))
            return self._page(workflow, form, stages, 422)
        # Equal places stay in the order of the rows.
        filled.sort(key=lambda one: one.get("place") or MOST + 99)
        wanted = [Wanted(one["name"], one.get("team"), one.get("within"), one.get("number")) for one in filled]
        define(workflow, form.cleaned_data["name"], wanted, request.user)
        return self.done("settings_workflows", _("The workflow is saved."))

    def _page(self, workflow: Workflow | None, form: NameForm, stages: Any, status: int = 200) -> HttpResponse:
        return self.page("workflows/workflow.html", status, workflow=workflow, form=form, stages=stages)


class WorkflowEnd(SettingsView):
    section = "settings_workflows"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        retire(get_object_or_404(Workflow, pk=number), request.user)
        return self.done("settings_workflows", _("The workflow is retired. What goes on goes on."))


def _find(number: int | None) -> Workflow | None:
    return get_object_or_404(Workflow.objects.in_use(), pk=number) if number else None
