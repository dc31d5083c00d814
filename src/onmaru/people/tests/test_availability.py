from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from onmaru.events.models import Event
from onmaru.kit import clock
from onmaru.people.actions.appoint import deactivate
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.actions.set_shifts import drop_shifts, set_shifts
from onmaru.people.models import Agent, Availability, Shifts
from onmaru.people.shifts import is_off_shift, is_there, off_shift
from onmaru.people.tests.conftest import At
from onmaru.sla.tests.conftest import at as on

WEEK = [*[[["10:00", "12:30"], ["13:30", "18:00"]]] * 5, [], []]


def test_each_stretch_is_kept_with_its_author_and_its_time(minji: Agent, haru: Agent) -> None:
    with clock.frozen_at(on(18, "10:00")):
        assert change_availability(minji, "work", by=minji)
        assert not change_availability(minji, "work", by=minji)
    with clock.frozen_at(on(18, "12:00")):
        change_availability(minji, "away", "meal", by=minji)
    with clock.frozen_at(on(18, "13:00")):
        change_availability(minji, "home", by=haru)
    said = [
        (row.state, row.away_for, row.by_id, row.ended_at and row.ended_at - row.began_at) for row in Availability.objects.order_by("pk")
    ]
    assert said == [
        ("work", "", minji.pk, timedelta(hours=2)),
        ("away", "meal", minji.pk, timedelta(hours=1)),
        ("home", "", haru.pk, None),
    ]
    minji.refresh_from_db()
    assert (minji.availability, minji.away_for) == ("home", "")
    assert list(Event.objects.filter(name="availability.changed").order_by("pk").values_list("data__before", flat=True)) == [
        "home", "work", "away",
    ]  # fmt: skip


def test_an_agent_is_in_one_state_at_a_time(minji: Agent) -> None:
    change_availability(minji, "work", by=minji)
    with pytest.raises(IntegrityError, match="an_agent_is_in_one_state_at_a_time"), transaction.atomic():
        Availability.objects.create(agent=minji, state="home", began_at=clock.now())


def test_who_left_for_good_is_at_home(minji: Agent, haru: Agent) -> None:
    change_availability(minji, "work", by=minji)
    deactivate(minji, haru)
    minji.refresh_from_db()
    assert minji.availability == "home"


def test_shifts_say_who_could_be_given_something(minji: Agent, haru: Agent) -> None:
    change_availability(minji, "work", by=minji)
    lunch, afternoon = on(18, "13:00"), on(18, "14:00")
    assert is_there(minji, lunch)
    set_shifts(minji, WEEK, "KR", haru, {"2026-11-19": []})
    assert not is_there(minji, lunch) and is_there(minji, afternoon)
    assert off_shift([minji.pk, haru.pk], on(19, "14:00")) == {minji.pk}
    with_shifts = Agent.objects.select_related("shifts")
    assert [one.pk for one in with_shifts if is_off_shift(one, on(19, "14:00"))] == [minji.pk]
    drop_shifts(minji, haru)
    assert off_shift([minji.pk], lunch) == set()
    assert list(Event.objects.filter(name__startswith="shifts").values_list("name", flat=True)) == ["shifts.set", "shifts.dropped"]


def test_an_agent_says_what_they_are(minji: Agent, at: At) -> None:
    Agent.objects.update(language="en")
    minji, browser, address = Agent.objects.get(pk=minji.pk), at(minji), reverse("desk_availability")
    assert b"Gone home" in browser.get(reverse("desk_preferences")).content
    answer = browser.post(address, {"state": "away", "away_for": "meeting"}, headers={"HX-Request-Type": "partial", "HX-Request": "true"})
    assert "Away · Meeting" in answer.content.decode()
    assert (
        browser.post(address, {"state": "work"}, headers={"Referer": "http://testserver/desk/search/"})
        .headers["Location"]
        .endswith("/desk/search/")
    )
    assert (
        browser.post(address, {"state": "work"}, headers={"Referer": "https://elsewhere.example/"}).headers["Location"]
        == "/desk/preferences/"
    )
    for wrong in ({"state": "asleep"}, {"state": "away", "away_for": "unseen"}):
        assert browser.post(address, wrong).status_code == 400
    minji.refresh_from_db()
    assert minji.availability == "work"


def test_shifts_are_written_as_hours_are(minji: Agent, haru: Agent, at: At) -> None:
    browser, address = at(haru), reverse("settings_shifts", args=[minji.pk])
    assert browser.get(address).status_code == 200
    days = {"monday": "10:00-12:00, 13:00-18:00", "holidays": "KR", "days": "2026-12-29 ~ 2026-12-30"}
    assert browser.post(address, days).status_code == 302
    shifts = Shifts.objects.get(agent=minji)
    assert shifts.week[0] == [["10:00", "12:00"], ["13:00", "18:00"]] and set(shifts.days) == {"2026-12-29", "2026-12-30"}
    assert browser.post(address, {"monday": "ten to six"}).status_code == 422
    browser.post(reverse("settings_shifts_end", args=[minji.pk]))
    assert not Shifts.objects.exists()
