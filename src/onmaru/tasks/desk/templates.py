from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Reason
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.sla.desk.length_field import LengthField
from onmaru.tasks.actions.define_template import define_template, retire_template
from onmaru.tasks.models import Department, TaskTemplate


class TemplateForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    department = forms.ModelChoiceField(
        Department.objects.in_use(),
        label=gettext_lazy("Who is asked"),
        required=False,
        empty_label=gettext_lazy("An outsider, named each time"),
    )
    reason = forms.ModelChoiceField(
        Reason.objects.select_related("parent"),
        label=gettext_lazy("Offered first for"),
        required=False,
        empty_label=gettext_lazy("Any reason"),
    )
    text = forms.CharField(
        label=gettext_lazy("What they should do"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_lines = forms.CharField(
        label=gettext_lazy("To be filled in"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line. A star at its end: it must be filled in."),
    )  # fmt: skip
    within = LengthField(
        label=gettext_lazy("Answer within"),
        help_text=gettext_lazy("Business hours of the department, like 4h. Empty: no deadline."),
        open_hours=True,
    )


class TemplateSettings(SettingsView):
    """What is asked again and again: one, or a new one."""

    section = "settings_departments"

    def get(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        template = _find(number)
        return self._page(template, TemplateForm(initial=_initial(template)))

    def post(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        template = _find(number)
        form = TemplateForm(request.POST)
        if not form.is_valid():
            return self._page(template, form, 422)
        define_template(template, request.user, **form.cleaned_data)
        return self.done("settings_departments", _("The template is saved."))

    def _page(self, template: TaskTemplate | None, form: TemplateForm, status: int = 200) -> HttpResponse:
        return self.page("tasks/template.html", status, asked=template, form=form)


class TemplateEnd(SettingsView):
    """That it is offered no more."""

    section = "settings_departments"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        retire_template(get_object_or_404(TaskTemplate, pk=number), request.user)
        return self.done("settings_departments", _("The template is offered no more."))


def _initial(template: TaskTemplate | None) -> dict[str, Any]:
    if template is None:
        return {}
    rest = {name: getattr(template, name) for name in ("department", "reason", "within")}
    return {"name": str(template), "text": template.words, "field_lines": template.lines, **rest}


def _find(number: int | None) -> TaskTemplate | None:
    return get_object_or_404(TaskTemplate.objects.in_use().select_related("department", "reason"), pk=number) if number else None
