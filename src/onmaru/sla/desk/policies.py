from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Channel, Conversation, Reason
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import Team
from onmaru.segments.models import Segment
from onmaru.sla.actions.write_policy import retire_policy, write_policy
from onmaru.sla.desk.length_field import LengthField, names_days, only_hours
from onmaru.sla.models import Policy, Recalculation
from onmaru.sla.wording import kind_names, spoken, summary, title

FIELDS = [
    "name", "kinds", "channel", "team", "reason", "segment", "is_for_vip", "least_priority", "first", "next", "resolution", "limit",
    "hours", "warn_percent",
]  # fmt: skip
# What runs in business hours, or round the clock, as the policy says; the limit always goes by the clock on the wall.
LENGTHS = ("first", "next", "resolution")


class PolicyForm(forms.Form):
    first = LengthField(label=gettext_lazy("First answer within"), widget=forms.TextInput(attrs={"placeholder": gettext_lazy("6h")}))
    next = LengthField(label=gettext_lazy("Every further answer within"), widget=forms.TextInput(attrs={"placeholder": gettext_lazy("6h")}))
    resolution = LengthField(
        label=gettext_lazy("Resolution within"),
        help_text=gettext_lazy("This time stands still while the customer must answer and while a conversation is snoozed."),
    )
    hours = forms.ChoiceField(label=gettext_lazy("What counts"), choices=Policy.Hours.choices)
    limit = LengthField(
        label=gettext_lazy("Answer at the latest after"), help_text=gettext_lazy("By the clock on the wall: nights and holidays count.")
    )
    warn_percent = forms.IntegerField(label=gettext_lazy("Tell us when so many percent of the time are gone"), min_value=10, max_value=95)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only these sorts of channels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ModelChoiceField(label=gettext_lazy("Only this channel"), queryset=Channel.objects.all(), required=False)
    team = forms.ModelChoiceField(label=gettext_lazy("Only this team"), queryset=Team.objects.all(), required=False)
    reason = forms.ModelChoiceField(
        label=gettext_lazy("Only this reason"), queryset=Reason.objects.select_related("parent"), required=False
    )
    least_priority = forms.TypedChoiceField(label=gettext_lazy("Only from this priority on"), coerce=int, empty_value=None, required=False)
    segment = forms.ModelChoiceField(label=gettext_lazy("Only this customer segment"), queryset=Segment.objects.in_use(), required=False)
    is_for_vip = forms.BooleanField(label=gettext_lazy("Only VIP customers"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Without one, it is called by what it applies to."),
    )

    def __init__(self, *arguments: Any, policy: Policy | None = None, **options: Any) -> None:
        policy = policy or Policy()
        initial = {name: getattr(policy, name) for name in FIELDS}
        is_open = policy.hours == Policy.Hours.OPEN
        initial |= {name: spoken(initial[name], in_days=not is_open) for name in LENGTHS if initial[name]}
        super().__init__(*arguments, initial=initial, **options)
        names = kind_names()
        # A policy of a retired segment keeps it until somebody chooses another.
        in_use: Any = self.fields["segment"]
        in_use.queryset = Segment.objects.filter(Q(retired_at=None) | Q(pk=policy.segment_id))
        chosen = [code for code in policy.kinds if code not in names]
        self._choices("kinds", [*names.items(), *((code, code) for code in chosen)])
        self._choices("least_priority", [("", _("Any")), *Conversation.Priority.choices])
        for name in ("channel", "team", "reason", "segment"):
            self.fields[name].empty_label = _("Any")  # pyright: ignore[reportAttributeAccessIssue]

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # pyright: ignore[reportAttributeAccessIssue]

    def clean(self) -> dict[str, Any]:
        for name in LENGTHS if self.cleaned_data.get("hours") == Policy.Hours.OPEN else ():
            if self.cleaned_data.get(name) and names_days(str(self.data.get(name, ""))):
                self.add_error(name, only_hours())
        if not self.errors and not any(self.cleaned_data.get(name) for name in LENGTHS):
            raise forms.ValidationError(_("Say at least one of: first answer, further answers, resolution."))
        return self.cleaned_data


class Policies(SettingsView):
    """By when we owe what: each policy in a sentence, and how far a change of them has come."""

    section = "settings_policies"

    def get(self, request: AgentRequest) -> HttpResponse:
        rows = Policy.objects.in_force().select_related("channel", "team", "reason", "segment")
        policies = [{"pk": row.pk, "title": title(row), "summary": summary(row)} for row in rows]
        return self.page("sla/policies.html", policies=policies, recalculation=Recalculation.objects.filter(ended_at=None).first())


class PolicySettings(SettingsView):
    """One policy, or a new one."""

    section = "settings_policies"

    def get(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        policy = _policy(number)
        return self._page(policy, PolicyForm(policy=policy))

    def post(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        policy = _policy(number)
        form = PolicyForm(request.POST, policy=policy)
        if not form.is_valid():
            return self._page(policy, form, status=422)
        write_policy(policy, request.user, **{name: form.cleaned_data[name] for name in FIELDS})
        return self.done("settings_policies", _("The policy is saved. Open conversations are worked out anew."))

    def _page(self, policy: Policy | None, form: PolicyForm, status: int = 200) -> HttpResponse:
        words = {"title": title(policy), "summary": summary(policy)} if policy else {}
        return self.page("sla/policy.html", status=status, form=form, policy=policy, **words)


class PolicyEnd(SettingsView):
    """That a policy decides nothing any more."""

    section = "settings_policies"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        retire_policy(get_object_or_404(Policy, pk=number), request.user)
        return self.done("settings_policies", _("The policy is retired."))


class Progress(SettingsView):
    """How far the open conversations are worked out anew."""

    section = "settings_policies"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self.page("sla/_recalculation.html", recalculation=Recalculation.objects.filter(ended_at=None).first())


def _policy(number: int | None) -> Policy | None:
    return (
        get_object_or_404(Policy.objects.in_force().select_related("channel", "team", "reason", "segment"), pk=number) if number else None
    )
