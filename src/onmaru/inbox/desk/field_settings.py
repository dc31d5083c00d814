from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.actions.define_field import NameIsTaken, NoChoices, define_field, retire_field
from onmaru.inbox.models import CustomField
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest


class FieldForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CustomField.Kind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        required=False,
        widget=forms.Textarea,
        help_text=gettext_lazy("One a line."),
    )


class FieldsSettings(SettingsView):
    """All custom fields, and room for another one."""

    section = "settings_fields"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(FieldForm())

    def post(self, request: AgentRequest) -> HttpResponse:
        form = FieldForm(request.POST)
        if kept(request, form):
            return self.done("settings_fields", _("The field is saved."))
        return self._page(form, status=422)

    def _page(self, form: FieldForm, status: int = 200) -> HttpResponse:
        return self.page("inbox/fields.html", status=status, fields=CustomField.objects.in_use(), form=form)


class FieldSettings(SettingsView):
    """One custom field: another name, other choices, or retired."""

    section = "settings_fields"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        field = get_object_or_404(CustomField.objects.in_use(), pk=number)
        return self._page(field, FieldForm(initial={"name": field.name, "kind": field.kind, "choices": "\n".join(field.choices)}))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        field = get_object_or_404(CustomField.objects.in_use(), pk=number)
        if request.POST.get("_method") == "DELETE":
            retire_field(field, request.user)
            return self.done("settings_fields", _("The field asks nothing any more. What was filled in stays."))
        form = FieldForm({**request.POST.dict(), "kind": field.kind})
        if kept(request, form, field):
            return self.done("settings_fields", _("The field is saved."))
        return self._page(field, form, status=422)

    def _page(self, field: CustomField, form: FieldForm, **more: Any) -> HttpResponse:
        # Values stand where they are, so what kind they are stays too.
        form.fields["kind"].disabled = True
        return self.page("inbox/field.html", field=field, form=form, **more)


def kept(request: AgentRequest, form: FieldForm, field: CustomField | None = None) -> bool:
    """Whether the form was whole and its field is kept; else it says why not."""
    if not form.is_valid():
        return False
    values = form.cleaned_data
    try:
        define_field(request.user, values["name"], values["kind"], values["choices"].splitlines(), field)
    except NameIsTaken:
        form.add_error("name", _("Another field has this name."))
    except NoChoices:
        form.add_error("choices", _("Write down what there is to choose from."))
    return not form.errors
