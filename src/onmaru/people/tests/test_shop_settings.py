from datetime import UTC, date, datetime

import pytest

from onmaru.events.models import Event
from onmaru.people.desk.hours import DAYS, HoursForm
from onmaru.people.hours import Calendar, coming_holidays
from onmaru.people.models import Agent, BusinessHours, Shop, Team
from onmaru.people.queries import calendar_of
from onmaru.people.tests.conftest import At

WEEK = dict.fromkeys(DAYS, "")


def test_the_shop_and_its_clock(haru: Agent, at: At) -> None:
    at(haru).post("/desk/settings/shop/", {"name": "하루의 가게", "language": "en", "time_zone": "Asia/Tokyo"})
    shop = Shop.objects.get()
    assert (shop.name, shop.language, shop.time_zone) == ("하루의 가게", "en", "Asia/Tokyo")
    assert calendar_of(None).time_zone == "Asia/Tokyo"
    assert Event.objects.filter(name="shop.edited").count() == 1


def test_nothing_changed_is_nothing_told(haru: Agent, at: At) -> None:
    at(haru).post("/desk/settings/shop/", {"name": "하루상점", "language": "ko", "time_zone": "Asia/Seoul"})
    assert not Event.objects.filter(name="shop.edited").exists()


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("", []),
        ("10:00-18:00", [["10:00", "18:00"]]),
        ("9-12, 13~24:00", [["09:00", "12:00"], ["13:00", "24:00"]]),
        (" 0930 – 1230 、 1330-18 ", [["09:30", "12:30"], ["13:30", "18:00"]]),
    ],
)
def test_times_as_people_type_them(typed: str, spans: list[list[str]]) -> None:
    form = HoursForm({**WEEK, "monday": typed, "holidays": "KR"})
    assert form.is_valid(), form.errors
    assert form.week[0] == spans


@pytest.mark.parametrize(
    "typed", ["morning", "18:00-10:00", "10:00-10:00", "10:00-25:00", "10:60-12:00", "10-13, 12-18", "24:30-25:00", "10:00"]
)
def test_times_that_are_none(typed: str) -> None:
    form = HoursForm({**WEEK, "monday": typed, "holidays": "KR"})
    assert not form.is_valid() and "monday" in form.errors


def test_everyones_hours(haru: Agent, at: At) -> None:
    browser = at(haru)
    assert "10:00-18:00" in browser.get("/desk/settings/hours/").content.decode()
    browser.post("/desk/settings/hours/", {**WEEK, "saturday": "11:00-15:00", "holidays": ""})
    hours = BusinessHours.objects.get(team=None)
    assert hours.week == [[], [], [], [], [], [["11:00", "15:00"]], []]
    assert hours.holidays == ""


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-12-31", {"2026-12-31": []}),
        ("2026.12.30 ~ 2026.12.31", {"2026-12-30": [], "2026-12-31": []}),
        ("2027-1-2 10-15", {"2027-01-02": [["10:00", "15:00"]]}),
        (
            "\n2026/12/31.\r\n\n2027-01-02 10:00-12:00, 13:00-15:00",
            {"2026-12-31": [], "2027-01-02": [["10:00", "12:00"], ["13:00", "15:00"]]},
        ),
        ("2026-02-30", None),
        ("31.12.2026", None),
        ("2026-12-31 ~ 2026-12-30", None),
        ("2026-12-31 ~ 2036-12-30", None),
        ("2026-12-31 always", None),
    ],
)
def test_days_that_are_different(haru: Agent, at: At, written: str, kept: dict[str, object] | None) -> None:
    browser = at(haru)
    answer = browser.post("/desk/settings/hours/", {**WEEK, "monday": "10:00-18:00", "holidays": "KR", "days": written})
    if kept is None:
        assert (answer.status_code, BusinessHours.objects.exclude(days={}).exists()) == (422, False)
        return
    assert BusinessHours.objects.get(team=None).days == kept
    # What is shown is what would be saved again.
    shown = HoursForm.of(BusinessHours.objects.get(team=None))["days"].value()
    browser.post("/desk/settings/hours/", {**WEEK, "monday": "10:00-18:00", "holidays": "KR", "days": shown})
    assert BusinessHours.objects.get(team=None).days == kept


def test_a_team_with_hours_of_its_own(haru: Agent, at: At) -> None:
    team, browser = Team.objects.create(name="새벽 배송"), at(haru)
    browser.post(f"/desk/settings/teams/{team.pk}/hours/", {**WEEK, "monday": "06:00-08:00", "holidays": "KR"})
    assert calendar_of(team).week[0][0].start == "06:00"
    assert calendar_of(None).week[0][0].start == "10:00"
    browser.post(f"/desk/settings/teams/{team.pk}/hours/end/")
    assert calendar_of(team) == calendar_of(None)


def test_a_wrong_time_is_shown_with_what_was_typed(haru: Agent, at: At) -> None:
    answer = at(haru).post("/desk/settings/hours/", {**WEEK, "monday": "아침부터", "holidays": "KR"})
    assert answer.status_code == 422 and "아침부터" in answer.content.decode()


def test_teams(haru: Agent, minji: Agent, at: At) -> None:
    browser = at(haru)
    browser.post("/desk/settings/teams/", {"name": "배송팀", "members": [minji.pk]})
    team = Team.objects.get()
    assert list(team.agents.all()) == [minji]
    assert browser.post("/desk/settings/teams/", {"name": "배송팀"}).status_code == 422
    browser.post(f"/desk/settings/teams/{team.pk}/", {"name": "출고팀", "members": [haru.pk], "signature": " 출고팀 드림\r\n1588-0000 "})
    team.refresh_from_db()
    assert (team.name, list(team.agents.all()), team.signature) == ("출고팀", [haru], "출고팀 드림\n1588-0000")
    assert "출고팀 드림" in browser.get(f"/desk/settings/teams/{team.pk}/").content.decode()
    browser.post(f"/desk/settings/teams/{team.pk}/end/")
    assert not Team.objects.exists()


@pytest.mark.parametrize(("language", "name"), [("ko", "설날"), ("en", "Korean New Year"), ("fr", "")])
def test_the_holidays_that_matter(language: str, name: str) -> None:
    """Those that fall on a closed day change nothing, and are left out."""
    found = coming_holidays(Calendar(), datetime(2027, 1, 20, tzinfo=UTC), 2, language)
    assert [day for day, _ in found] == [date(2027, 2, 8), date(2027, 2, 9)]
    assert name in found[0][1]
    assert coming_holidays(Calendar(holidays=""), datetime(2027, 1, 20, tzinfo=UTC), 2) == []
