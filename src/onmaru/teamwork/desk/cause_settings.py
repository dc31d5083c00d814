from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.teamwork.actions.define_cause import define_cause, retire_cause
from onmaru.teamwork.models import Cause


class CauseForm(forms.Form):
    name_ko = forms.CharField(label=gettext_lazy("Korean name"), max_length=20)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=30)


class CausesSettings(SettingsView):
    """All causes, and room for another one."""

    section = "settings_causes"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(CauseForm())

    def post(self, request: AgentRequest) -> HttpResponse:
        form = CauseForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        define_cause(form.cleaned_data["name_ko"], form.cleaned_data["name_en"], request.user)
        return self.done("settings_causes", _("The cause is saved."))

    def _page(self, form: CauseForm, status: int = 200) -> HttpResponse:
        retired = Cause.objects.exclude(retired_at=None)
        return self.page("teamwork/causes.html", status=status, causes=Cause.objects.in_use(), retired=retired, form=form)


class CauseSettings(SettingsView):
    """One cause: other names, retired (DELETE), or in use again (`back`)."""

    section = "settings_causes"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        cause = get_object_or_404(Cause, pk=number)
        return self._page(cause, CauseForm(initial={"name_ko": cause.name_ko, "name_en": cause.name_en}))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        cause = get_object_or_404(Cause, pk=number)
        if "back" in request.POST or request.POST.get("_method") == "DELETE":
            retire_cause(cause, request.user, back="back" in request.POST)
            return self.done("settings_causes", _("The list is saved."))
        form = CauseForm(request.POST)
        if not form.is_valid():
            return self._page(cause, form, status=422)
        define_cause(form.cleaned_data["name_ko"], form.cleaned_data["name_en"], request.user, cause)
        return self.done("settings_causes", _("The cause is saved."))

    def _page(self, cause: Cause, form: CauseForm, **more: Any) -> HttpResponse:
        return self.page("teamwork/cause.html", cause=cause, form=form, **more)
