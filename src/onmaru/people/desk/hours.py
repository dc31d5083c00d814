import itertools
import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from onmaru.kit import clock
from onmaru.people.actions.set_hours import drop_hours, set_hours
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.hours import coming_holidays
from onmaru.people.models import BusinessHours, Team
from onmaru.people.models.calendar import Hours as AnyHours

DAYS = {
    "monday": gettext_lazy("Monday"), "tuesday": gettext_lazy("Tuesday"), "wednesday": gettext_lazy("Wednesday"),
    "thursday": gettext_lazy("Thursday"), "friday": gettext_lazy("Friday"), "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
}  # fmt: skip
COUNTRIES = [
    ("KR", gettext_lazy("Korea")), ("JP", gettext_lazy("Japan")), ("CN", gettext_lazy("China")), ("TW", gettext_lazy("Taiwan")),
    ("US", gettext_lazy("United States")), ("GB", gettext_lazy("United Kingdom")), ("DE", gettext_lazy("Germany")),
    ("", gettext_lazy("None: we also answer on public holidays")),
]  # fmt: skip
_SPAN = re.compile(r"^\s*(\d{1,2})(?::?(\d{2}))?\s*[-~–—]\s*(\d{1,2})(?::?(\d{2}))?\s*$")
_DAY = r"\d{4}\s*[-./]\s*\d{1,2}\s*[-./]\s*\d{1,2}\.?"
_DAYS = re.compile(rf"^(?P<first>{_DAY})(?:\s*[~–—]\s*(?P<last>{_DAY}))?(?P<spans>(?:\s.*)?)$")
LONGEST_BREAK = timedelta(days=366)


class SpansField(forms.CharField):
    """ "10:00-12:30, 13:30-18:00": when a day is open; empty when it is not."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=120, **options)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(f"{start}-{end}" for start, end in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[list[str]]:
        spans = [_span(part) for part in re.split(r"[,、;]", super().clean(value)) if part.strip()]
        for before, after in itertools.pairwise(spans):
            if after[0] < before[1]:
                raise forms.ValidationError(_("Times of one day follow each other: 10:00-12:30, 13:30-18:00."))
        return spans


def _span(text: str) -> list[str]:
    found = _SPAN.match(text)
    if found is None:
        raise forms.ValidationError(_("Write times like 10:00-18:00; several with commas between them."))
    start, end = (f"{int(found[hour]):02}:{int(found[minute] or 0):02}" for hour, minute in ((1, 2), (3, 4)))
    if end > "24:00" or start >= end or max(start[3:], end[3:]) > "59":
        raise forms.ValidationError(_("Write times like 10:00-18:00; a day ends at 24:00 at the latest."))
    return [start, end]


class DaysField(forms.CharField):
    """ "2026-12-31" in a line is a day off; "2027-01-02 10:00-15:00" a day on which it opens so; "2026-12-29 ~ 2026-12-31" are several."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=4000, **options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        spans = SpansField().prepare_value
        return "\n".join(f"{day} {spans(of_day)}".strip() for day, of_day in sorted(value.items()))

    def clean(self, value: Any) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            matched = _DAYS.match(line)
            if matched is None:
                raise forms.ValidationError(_("“{line}” is no day. Write 2026-12-31, or 2026-12-29 ~ 2026-12-31.").format(line=line))
            first = _day(matched["first"], line)
            last = _day(matched["last"], line) if matched["last"] else first
            if not first <= last <= first + LONGEST_BREAK:
                raise forms.ValidationError(_("“{line}” does not end after it begins, or lasts longer than a year.").format(line=line))
            spans = SpansField().clean(matched["spans"].strip())
            for offset in range((last - first).days + 1):
                found[(first + timedelta(days=offset)).isoformat()] = spans
        return found


def _day(text: str, line: str) -> date:
    try:
        return date(*(int(part) for part in re.findall(r"\d+", text)))
    except ValueError:
        raise forms.ValidationError(_("“{line}” is no day. Write 2026-12-31, or 2026-12-29 ~ 2026-12-31.").format(line=line)) from None


class HoursForm(forms.Form):
    holidays = forms.ChoiceField(label=gettext_lazy("Closed on public holidays of"), choices=COUNTRIES, required=False)
    days = DaysField(
        label=gettext_lazy("Days that are different"),
        help_text=gettext_lazy("One a line: 2026-12-31 is a day off, 2027-01-02 10:00-15:00 a day on which you open so, even a holiday."),
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "2026-12-29 ~ 2026-12-31"}),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        days = {key: SpansField(label=name, widget=forms.TextInput(attrs={"placeholder": _("Closed")})) for key, name in DAYS.items()}
        self.fields = {**days, **self.fields}

    @property
    def week(self) -> list[list[list[str]]]:
        return [self.cleaned_data[key] for key in DAYS]

    @classmethod
    def of(cls, hours: AnyHours) -> "HoursForm":
        return cls(initial={**dict(zip(DAYS, hours.week, strict=True)), "holidays": hours.holidays, "days": hours.days})


class Hours(SettingsView):
    """When the shop answers, and a team that keeps hours of its own."""

    section = "settings_hours"

    def get(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        return self._page(_team(number), None)

    def post(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        team, form = _team(number), HoursForm(request.POST)
        if not form.is_valid():
            return self._page(team, form, status=422)
        set_hours(team, form.week, form.cleaned_data["holidays"], request.user, form.cleaned_data["days"])
        to = ["settings_team_hours", team.pk] if team else ["settings_hours"]
        return self.done(to[0], _("The business hours are saved."), *to[1:])

    def _page(self, team: Team | None, form: HoursForm | None, status: int = 200) -> HttpResponse:
        everyones = BusinessHours.objects.filter(team=None).first() or BusinessHours()
        own = BusinessHours.objects.filter(team=team).first() if team else everyones
        return self.page(
            "people/hours.html",
            status=status,
            form=form or HoursForm.of(own or everyones),
            team=team,
            has_own=own is not None,
            teams=Team.objects.select_related("hours"),
            holidays=coming_holidays((own or everyones).calendar, clock.now(), 6, get_language() or "ko"),
        )


class HoursEnd(SettingsView):
    """That a team keeps everyone's hours again."""

    section = "settings_hours"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        drop_hours(get_object_or_404(Team, pk=number), request.user)
        return self.done("settings_hours", _("The team keeps the shop's hours again."))


def _team(number: int | None) -> Team | None:
    return get_object_or_404(Team, pk=number) if number else None
