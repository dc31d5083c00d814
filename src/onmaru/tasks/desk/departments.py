from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Agent, Team
from onmaru.tasks.actions.define_department import NameTaken, define_department, retire_department
from onmaru.tasks.actions.give_link import revoke_link
from onmaru.tasks.models import Department, TaskLink, TaskTemplate


class DepartmentForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("Tasks are mailed there, with a link. Nobody needs an account."),
    )
    members = forms.ModelMultipleChoiceField(
        Agent.objects.none(), label=gettext_lazy("Agents who are mailed too"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours_of = forms.ModelChoiceField(
        Team.objects.all(), label=gettext_lazy("Whose business hours count"), required=False, empty_label=gettext_lazy("Everyone's")
    )

    def __init__(self, *arguments: Any, department: Department | None = None, **options: Any) -> None:
        initial: dict[str, Any] = {}
        if department:
            initial = {
                "name": str(department),
                "email": department.email,
                "members": list(department.members.all()),
                "hours_of": department.hours_of,
            }
        super().__init__(*arguments, initial=initial, **options)
        self.department = department
        self.fields["members"].queryset = Agent.objects.at_work()  # pyright: ignore[reportAttributeAccessIssue]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        taken = Department.objects.in_use().filter(name__iexact=name)
        if taken.exclude(pk=self.department.pk if self.department else None).exists():
            raise forms.ValidationError(_("Another department is called so."))
        return name


class Departments(SettingsView):
    """Who can be asked, and what is asked of them."""

    section = "settings_departments"

    def get(self, request: AgentRequest) -> HttpResponse:
        departments = Department.objects.in_use().prefetch_related("members").select_related("hours_of")
        templates = TaskTemplate.objects.in_use().select_related("department", "reason__parent")
        outside = TaskLink.objects.living().filter(department=None)[:50]
        return self.page("tasks/departments.html", departments=departments, templates=templates, outside=outside)


class DepartmentSettings(SettingsView):
    """One department, or a new one, with the links that are out."""

    section = "settings_departments"

    def get(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        department = _find(number)
        return self._page(department, DepartmentForm(department=department))

    def post(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        department = _find(number)
        form = DepartmentForm(request.POST, department=department)
        if not form.is_valid():
            return self._page(department, form, 422)
        try:
            define_department(department, request.user, **form.cleaned_data)
        except NameTaken:
            # Somebody else, or the same button pressed twice, was quicker.
            form.add_error("name", _("Another department is called so."))
            return self._page(_find(number), form, 422)
        return self.done("settings_departments", _("The department is saved."))

    def _page(self, department: Department | None, form: DepartmentForm, status: int = 200) -> HttpResponse:
        links = TaskLink.objects.living().filter(department=department) if department else ()
        return self.page("tasks/department.html", status, department=department, form=form, links=links)


class DepartmentEnd(SettingsView):
    """That it is asked no more."""

    section = "settings_departments"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        retire_department(get_object_or_404(Department, pk=number), request.user)
        return self.done("settings_departments", _("The department is retired. Its links open nothing any more."))


class LinkEnd(SettingsView):
    """That a link opens nothing any more."""

    section = "settings_departments"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        revoke_link(get_object_or_404(TaskLink, pk=number), request.user)
        return self.done("settings_departments", _("The link opens nothing any more. The next task brings another one."))


def _find(number: int | None) -> Department | None:
    return get_object_or_404(Department.objects.in_use().prefetch_related("members"), pk=number) if number else None
