from datetime import timedelta

import pytest
from django.test import Client

from onmaru.customers.actions.vip import mark_vip
from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Shifts, Team
from onmaru.routing.actions.take_next import take_next
from onmaru.routing.models import Choice
from onmaru.sla.tests.conftest import Write, at


def ids(agent: Agent, count: int) -> list[int]:
    return [row.pk for row in (take_next(agent) for _ in range(count)) if row]


def test_the_most_urgent_first_then_what_is_due_then_who_waits_longest(write: Write, minji: Agent) -> None:
    with clock.frozen_at(at(18, "10:40")):
        old = write(by="a@customer.example")
    new, urgent = write(by="b@customer.example"), write(by="c@customer.example")
    prioritise(urgent, Conversation.Priority.URGENT)
    assert ids(minji, 4) == [urgent.pk, old.pk, new.pk]
    assert Choice.objects.get(conversation=urgent).why[0] == "priority"
    assert Choice.objects.get(conversation=old).why == ["due", "oldest"]
    old.refresh_from_db()
    assert old.assignee == minji


def test_vips_come_first_but_others_have_a_turn(write: Write, minji: Agent, junho: Agent) -> None:
    with clock.frozen_at(at(18, "10:55")):
        other = write(by="other@customer.example")
    vips = [write(by=f"vip{number}@customer.example") for number in range(5)]
    for vip in vips:
        mark_vip(vip.customer, junho)
    taken = ids(minji, 6)
    assert taken.index(other.pk) == 3
    assert Choice.objects.get(conversation=other).why[0] == "turn"


def test_what_is_somebodys_resolved_or_out_of_sight_is_not_taken(write: Write, minji: Agent, junho: Agent) -> None:
    theirs, done, elsewhere = (write(by=f"{number}@customer.example") for number in range(3))
    Agent.objects.filter(pk=junho.pk).update(availability="work")
    Conversation.objects.filter(pk=theirs.pk).update(assignee=junho)
    resolve(done, junho)
    Conversation.objects.filter(pk=elsewhere.pk).update(team=Team.objects.create(name="물류"))
    assert take_next(minji) is None
    assert ids(junho, 2) == [elsewhere.pk]


def test_who_waits_for_somebody_who_has_gone_is_served_once_nobody_elses_wait(write: Write, minji: Agent, junho: Agent) -> None:
    theirs, nobodys = (write(by=f"{number}@customer.example") for number in range(2))
    change_availability(junho, "work")
    Conversation.objects.filter(pk=theirs.pk).update(assignee=junho)
    change_availability(junho, "away", "meal")
    assert ids(minji, 2) == [nobodys.pk]
    change_availability(junho, "home")
    # Whoever gives something to somebody who has gone means it.
    with clock.frozen_at(at(18, "11:01")):
        assign(write(by="2@customer.example"), junho, actor.agent(minji.pk))
    assert ids(minji, 2) == [theirs.pk]
    assert Choice.objects.get(conversation=theirs).why[0] == "left"
    theirs.refresh_from_db()
    assert theirs.assignee == minji


def test_who_is_off_shift_has_gone_too(write: Write, minji: Agent, junho: Agent) -> None:
    theirs = write()
    change_availability(junho, "work")
    Conversation.objects.filter(pk=theirs.pk).update(assignee=junho)
    Shifts.objects.create(agent=junho, week=[[]] * 7, holidays="")
    assert ids(minji, 2) == [theirs.pk]
    # What waits for oneself is not taken: it is there already.
    assert take_next(minji) is None


def test_the_key_takes_and_the_side_says_why(client: Client, write: Write, minji: Agent) -> None:
    conversation = write()
    client.force_login(minji)
    assert 'id="take-next"' in client.get("/desk/views/all/").content.decode()
    assert client.post("/desk/next/").headers["Location"] == f"/desk/conversations/{conversation.pk}/"
    assert "why-panel" in client.get(f"/desk/conversations/{conversation.pk}/side/").content.decode()
    assert client.post("/desk/next/").headers["Location"] == "/desk/views/mine/"


@pytest.mark.parametrize("role", [Agent.Role.LIGHT])
def test_who_may_not_answer_takes_nothing(client: Client, write: Write, minji: Agent, role: str) -> None:
    write()
    Agent.objects.filter(pk=minji.pk).update(role=role)
    client.force_login(Agent.objects.get(pk=minji.pk))
    assert client.post("/desk/next/").status_code == 403
    assert not Choice.objects.exists()


def test_waiting_itself_lifts(write: Write, minji: Agent) -> None:
    with clock.frozen_at(at(18, "11:00") - timedelta(hours=3)):
        patient = write(by="patient@customer.example")
    high = write(by="high@customer.example")
    prioritise(high, Conversation.Priority.HIGH)
    assert ids(minji, 2) == [patient.pk, high.pk]
