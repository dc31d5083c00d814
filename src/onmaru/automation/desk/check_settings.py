from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.automation.actions.ban_phrase import ban_phrases
from onmaru.automation.actions.choose_checks import choose_checks
from onmaru.automation.checking import phrases
from onmaru.automation.checks import CHECKS
from onmaru.automation.models import CheckChoice
from onmaru.automation.passing import passed
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.spans import span

LONGEST, LONGEST_INSTEAD, MOST = 80, 200, 300


class ChecksForm(forms.Form):
    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Checks before sending"),
        choices=[(check.name, check.title) for check in CHECKS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def off(self) -> list[str]:
        return [check.name for check in CHECKS if check.name not in self.cleaned_data["checks"]]


class PhrasesForm(forms.Form):
    phrases = forms.CharField(
        label=gettext_lazy("Words that the shop would rather not say"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("One on a line; behind an arrow what is kinder: 모르겠습니다 → 확인해 보고 알려 드리겠습니다"),
    )

    def clean_phrases(self) -> list[tuple[str, str]]:
        pairs = []
        for number, line in enumerate(self.cleaned_data["phrases"].splitlines(), 1):
            phrase, _arrow, instead = (part.strip() for part in line.replace("->", "→").partition("→"))
            if len(phrase) > LONGEST or len(instead) > LONGEST_INSTEAD or (instead and not phrase):
                raise forms.ValidationError(_("Line %(number)d cannot be read or is too long.") % {"number": number})
            if phrase:
                pairs.append((phrase, instead))
        if len(pairs) > MOST:
            raise forms.ValidationError(_("At most %(count)d lines.") % {"count": MOST})
        return pairs


def _written(pairs: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"{phrase} → {instead}" if instead else phrase for phrase, instead in pairs)


def _on(agent: Agent | None) -> dict[str, list[str]]:
    off = set(CheckChoice.objects.filter(agent=agent).values_list("check_name", flat=True))
    return {"checks": [check.name for check in CHECKS if check.name not in off]}


class ShopChecks(SettingsView):
    """Which checks look at answers before they leave."""

    section = "settings_checks"

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(ChecksForm(initial=_on(None)), PhrasesForm(initial={"phrases": _written(phrases())}))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = ChecksForm(request.POST)
        if not form.is_valid():
            return self._page(form, PhrasesForm(initial={"phrases": _written(phrases())}), 422)
        choose_checks(form.off(), request.user)
        return self.done("settings_checks", _("The checks are saved."))

    def _page(self, form: ChecksForm, wording: PhrasesForm, status: int = 200) -> HttpResponse:
        looked_back = span(self.request)
        answers, rows = passed(looked_back["days"])
        report = {"answers": answers, "passed": rows, **looked_back}
        return self.page("automation/checks.html", status=status, form=form, wording=wording, **report)


class Phrases(ShopChecks):
    """What the shop would rather not say."""

    def post(self, request: AgentRequest) -> HttpResponse:
        form = PhrasesForm(request.POST)
        if not form.is_valid():
            return self._page(ChecksForm(initial=_on(None)), form, 422)
        ban_phrases(form.cleaned_data["phrases"], request.user)
        return self.done("settings_checks", _("The words are saved."))


class OwnChecks(DeskView):
    """Which checks an agent wants for themselves, of those that the shop has."""

    to_read = Permission.ANSWER
    to_write = Permission.ANSWER

    def get(self, request: AgentRequest) -> HttpResponse:
        return self._page(ChecksForm(initial=_on(request.user)))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = ChecksForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        choose_checks(form.off(), request.user, own=True)
        messages.success(request, _("The checks are saved."))
        return redirect("desk_own_checks")

    def _page(self, form: ChecksForm, status: int = 200) -> HttpResponse:
        off = set(CheckChoice.objects.filter(agent=None).values_list("check_name", flat=True))
        context = {"form": form, "here": "preferences", "off": [check.title for check in CHECKS if check.name in off]}
        return render(self.request, "automation/own_checks.html", context, status=status)
