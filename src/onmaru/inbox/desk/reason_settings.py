from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.actions.define_reason import define_reason, move_reason, rename_reason, retire_reason
from onmaru.inbox.models import Reason
from onmaru.inbox.reasons import tree
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest


class NamesForm(forms.Form):
    name_ko = forms.CharField(label=gettext_lazy("Korean name"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("English name"), max_length=40)


class ReasonForm(NamesForm):
    parent = forms.ModelChoiceField(
        Reason.objects.groups().filter(retired_at=None), label=gettext_lazy("Group"), required=False, to_field_name="key",
        empty_label=gettext_lazy("A group of its own"),
    )  # fmt: skip


class ReasonsSettings(SettingsView):
    """All reasons in their two levels and their order, and room for another one."""

    section = "settings_reasons"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(ReasonForm())

    def post(self, request: AgentRequest) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        values = form.cleaned_data
        define_reason(request.user, values["name_ko"], values["name_en"], values["parent"])
        return self.done("settings_reasons", _("The reason is saved."))

    def _page(self, form: ReasonForm, status: int = 200) -> HttpResponse:
        retired = Reason.objects.exclude(retired_at=None).select_related("parent")
        return self.page("inbox/reasons.html", status=status, tree=tree(), retired=retired, form=form)


class ReasonSettings(SettingsView):
    """One reason: other names, another place (`way`), retired (DELETE), or in use again (`back`)."""

    section = "settings_reasons"

    def get(self, request: AgentRequest, key: str) -> HttpResponse:
        reason = self._reason(key)
        return self._page(reason, NamesForm(initial={"name_ko": reason.name_ko, "name_en": reason.name_en}))

    def post(self, request: AgentRequest, key: str) -> HttpResponse:
        reason = self._reason(key)
        if way := request.POST.get("way"):
            move_reason(reason, way == "up", request.user)
            return self.done("settings_reasons", _("The order is saved."))
        if "back" in request.POST:
            retire_reason(reason, request.user, back=True)
            return self.done("settings_reasons", _("The reason is in use again."))
        if request.POST.get("_method") == "DELETE":
            retire_reason(reason, request.user)
            return self.done("settings_reasons", _("The reason is given no more. Where it was given it stays."))
        form = NamesForm(request.POST)
        if not form.is_valid():
            return self._page(reason, form, status=422)
        rename_reason(reason, form.cleaned_data["name_ko"], form.cleaned_data["name_en"], request.user)
        return self.done("settings_reasons", _("The reason is saved."))

    def _reason(self, key: str) -> Reason:
        return get_object_or_404(Reason.objects.select_related("parent"), key=key)

    def _page(self, reason: Reason, form: NamesForm, **more: Any) -> HttpResponse:
        return self.page("inbox/reason.html", reason=reason, form=form, **more)
