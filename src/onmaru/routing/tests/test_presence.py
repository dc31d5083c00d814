"""How long agents were at work and away, as leads read it."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import pytest_django
from django.test import Client
from django.urls import reverse

from onmaru.kit import clock
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent
from onmaru.people.roles import Role
from onmaru.routing.presence import periods, spent
from onmaru.routing.stacks import WIDTH, stacks
from onmaru.sla.tests.conftest import at

SEOUL = ZoneInfo("Asia/Seoul")
HOUR = timedelta(hours=1)


def test_days_begin_at_midnight_and_weeks_on_monday() -> None:
    now = datetime(2026, 11, 18, 15, 30, tzinfo=ZoneInfo("UTC"))
    week = periods(7, now, SEOUL)
    # In Seoul it is Thursday already.
    assert [period.day for period in week] == [date(2026, 11, day) for day in range(13, 20)]
    month = periods(30, now, SEOUL)
    assert [period.day for period in month] == [date(2026, 10, 21), *(date(2026, 10, 26) + timedelta(weeks=week) for week in range(4))]
    assert all(one.ends == next_.begins for one, next_ in pairwise(month))


def test_the_longest_is_as_wide_as_the_picture() -> None:
    long, short = stacks([("가", {"work": 3 * HOUR, "meal": HOUR}), ("나", {"meal": HOUR})], ["work", "meal"])
    assert [(piece.what, piece.x, piece.width) for piece in long.pieces] == [("work", 0, 300), ("meal", 300, 100)]
    assert [(piece.x, piece.width) for piece in short.pieces] == [(0, WIDTH / 4)]


@pytest.fixture
def jiu(db: None) -> Agent:
    agent = Agent.objects.create(email="jiu@haru.example", name="지우", role=Role.LEAD, language="en")
    days = [
        (17, "22:00", "work"),
        (18, "01:00", "meal"),
        (18, "02:00", "home"),
        (18, "09:00", "work"),
        (18, "10:00", "unseen"),
        (18, "10:30", "work"),
    ]
    for day, hour, state in days:
        with clock.frozen_at(at(day, hour)):
            said = state if state in {"work", "home"} else "away"
            change_availability(agent, said, "" if said == state else state, by=agent)
    return agent


def test_stretches_are_cut_at_midnight_and_what_goes_on_counts_until_now(jiu: Agent) -> None:
    now = at(18, "11:00")
    [one] = spent(periods(7, now, SEOUL), now)
    assert one.agent == jiu and one.periods[-2:] == [
        {"work": 2 * HOUR}, {"work": 2.5 * HOUR, "meal": HOUR, "unseen": HOUR / 2},
    ]  # fmt: skip
    assert one.in_all == {"work": 4.5 * HOUR, "meal": HOUR, "unseen": HOUR / 2}


def test_leads_read_it_in_few_queries_and_agents_do_not(
    jiu: Agent, client: Client, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries
) -> None:
    client.force_login(jiu)
    address = reverse("desk_presence_report")
    client.get(address)
    with clock.frozen_at(at(18, "11:00")), django_assert_max_num_queries(16):
        page = client.get(f"{address}?days=7").content.decode()
    assert "4 h 30 min" in page and "2 h 30 min" in page and 'data-what="unseen"' in page and "By week" not in page
    with clock.frozen_at(at(18, "11:00")):
        assert "At work, by week" in client.get(f"{address}?days=90").content.decode()
    assert address in client.get(reverse("desk_queue")).content.decode()
    Agent.objects.update(role=Role.AGENT)
    assert client.get(address).status_code == 403
