from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from onmaru.people.hours import WEEKDAYS_10_TO_18, Calendar, Span
from onmaru.people.models.team import Team


def default_week() -> list[list[list[str]]]:
    return [[[span.start, span.end] for span in day] for day in WEEKDAYS_10_TO_18]


class Hours(models.Model):
    """When somebody answers, week by week."""

    # Seven days from Monday, each a list of ["10:00", "12:30"] spans in the shop's time zone.
    week = models.JSONField(_("Week"), default=default_week)
    time_zone = models.CharField(_("Time zone"), max_length=40, default="Asia/Seoul")
    # Whose public holidays are free; empty for none.
    holidays = models.CharField(_("Public holidays of"), max_length=2, blank=True, default="KR")

    # Single days that are otherwise: {"2026-12-31": []} is a day off, {"2027-01-02": [["10:00", "15:00"]]} one on which it opens so.
    days = models.JSONField(_("Days that are different"), default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def calendar(self) -> Calendar:
        week = tuple(tuple(Span(*span) for span in day) for day in self.week)
        days = {date.fromisoformat(day): tuple(Span(*span) for span in spans) for day, spans in self.days.items()}
        return Calendar(week=week, time_zone=self.time_zone, holidays=self.holidays, days=days)


class BusinessHours(Hours):
    """When the shop answers: of a team, or, without a team, of everyone."""

    if TYPE_CHECKING:
        team_id: int | None

    team = models.OneToOneField(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="hours")

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        constraints = [models.UniqueConstraint(fields=["team"], nulls_distinct=False, name="a_team_has_one_set_of_hours")]
