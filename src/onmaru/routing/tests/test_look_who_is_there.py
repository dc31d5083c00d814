from datetime import datetime, timedelta

from onmaru.inbox.actions.look import look, look_away
from onmaru.kit import clock
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Availability
from onmaru.people.roles import Role
from onmaru.routing.actions.look_who_is_there import look_who_is_there


def states(agent: Agent) -> list[tuple[str, str]]:
    return list(Availability.objects.filter(agent=agent).order_by("pk").values_list("state", "away_for"))


def test_a_day_without_a_word(wednesday: datetime, minji: Agent) -> None:
    look(minji, "tab-1", None)
    assert look_who_is_there() == 1
    assert look_who_is_there() == 0
    with clock.frozen_at(wednesday + timedelta(minutes=14)):
        look_away(minji, "tab-1", 1)
        assert look_who_is_there() == 0
    with clock.frozen_at(wednesday + timedelta(minutes=16)):
        assert look_who_is_there() == 1
    with clock.frozen_at(wednesday + timedelta(minutes=30)):
        look(minji, "tab-2", None)
        look_who_is_there()
    with clock.frozen_at(wednesday + timedelta(minutes=60)):
        look_who_is_there()
    with clock.frozen_at(wednesday + timedelta(hours=5)):
        look_who_is_there()
    assert states(minji) == [("work", ""), ("away", "unseen"), ("work", ""), ("away", "unseen"), ("home", "")]
    minji.refresh_from_db()
    assert minji.availability == "home"


def test_who_keeps_looking_stays_at_work(wednesday: datetime, minji: Agent) -> None:
    for minutes in range(0, 60, 5):
        with clock.frozen_at(wednesday + timedelta(minutes=minutes)):
            look(minji, "tab-1", None, word=minutes)
            look_who_is_there()
    assert states(minji) == [("work", "")]


def test_a_meal_is_not_ended_by_a_glance_and_light_agents_have_no_work_of_that_kind(wednesday: datetime, minji: Agent) -> None:
    change_availability(minji, "away", "meal", by=minji)
    light = Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT)
    look(minji, "tab-1", None)
    look(light, "tab-2", None)
    assert look_who_is_there() == 0
    assert states(minji) == [("away", "meal")] and states(light) == []
