from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.closing.actions.keep_habits import keep_habits
from onmaru.closing.habits import Habits, habits
from onmaru.inbox.models import Channel, Reason
from onmaru.inbox.reasons import in_order
from onmaru.kit.numbers import row_number
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest

SPARE, MOST = 2, 60
NUMBER = forms.NumberInput(attrs={"class": "input"})


class HabitsForm(forms.Form):
    demands_reason = forms.BooleanField(
        label=gettext_lazy("Whoever resolves says the contact reason"),
        help_text=gettext_lazy("What an agent said already is not asked again, and what the product thinks is one key away."),
        required=False,
    )


class ChannelForm(forms.Form):
    channel = forms.ModelChoiceField(Channel.objects.all(), widget=forms.HiddenInput)
    asks = forms.BooleanField(required=False)
    days = forms.IntegerField(min_value=1, max_value=90, required=False, widget=NUMBER)


class ReasonForm(forms.Form):
    reason = forms.ModelChoiceField(Reason.objects.filter(retired_at=None), required=False, widget=forms.Select(attrs={"class": "input"}))
    days = forms.IntegerField(min_value=0, max_value=90, required=False, widget=NUMBER)

    def __init__(self, *arguments: Any, reasons: list[tuple[str | int, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["reason"].choices = reasons  # pyright: ignore[reportAttributeAccessIssue]


ChannelForms = forms.formset_factory(ChannelForm, extra=0, max_num=1000, absolute_max=1000)
ReasonForms = forms.formset_factory(ReasonForm, extra=SPARE, max_num=MOST, absolute_max=MOST)


class ClosingSettings(SettingsView):
    """What is said when something is resolved, and what customers are asked then and later."""

    section = "settings_closing"

    def get(self, request: AgentRequest) -> HttpResponse:
        now = habits()
        of_channels = [
            {"channel": one, "asks": one.pk in now.asking, "days": now.days_of_channels.get(one.pk)} for one in Channel.objects.all()
        ]
        of_reasons = [{"reason": number, "days": days} for number, days in now.days_of_reasons.items()]
        return self._page(
            HabitsForm(initial={"demands_reason": now.demands_reason}),
            ChannelForms(initial=of_channels, prefix="channels"),
            _reason_forms(initial=of_reasons),
        )

    def post(self, request: AgentRequest) -> HttpResponse:
        form, channels = HabitsForm(request.POST), ChannelForms(request.POST, prefix="channels")
        reasons = _reason_forms(request.POST)
        if not all(one.is_valid() for one in (form, channels, reasons)):
            return self._page(form, channels, reasons, 422)
        said = [one for one in channels.cleaned_data if one.get("channel")]
        wanted = Habits(
            demands_reason=form.cleaned_data["demands_reason"],
            asking=frozenset(one["channel"].pk for one in said if one["asks"]),
            days_of_channels={one["channel"].pk: one["days"] for one in said if one["days"]},
            days_of_reasons={
                one["reason"].pk: one["days"] for one in reasons.cleaned_data if one.get("reason") and one.get("days") is not None
            },
        )
        keep_habits(wanted, request.user)
        return self.done("settings_closing", _("Saved."))

    def _page(self, form: HabitsForm, channels: Any, reasons: Any, status: int = 200) -> HttpResponse:
        known = Channel.objects.in_bulk()
        rows = [(known.get(_number(one)), one) for one in channels]
        return self.page("closing/settings.html", status, form=form, channels=channels, rows=rows, reasons=reasons)


def _number(form: ChannelForm) -> int:
    value = form["channel"].value()
    return value.pk if isinstance(value, Channel) else row_number(str(value or 0)) or 0


def _reason_forms(posted: Any = None, **options: Any) -> Any:
    return ReasonForms(posted, prefix="reasons", form_kwargs={"reasons": _choices()}, **options)


def _choices() -> list[tuple[str | int, str]]:
    named = [(one.pk, f"{one.parent.name} › {one.name}" if one.parent else one.name) for one in in_order()]
    return [("", str(_("Choose a reason"))), *named]
