from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation

from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.models import Channel, ChannelHours, Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.actions.form_team import disband, form_team
from onmaru.people.models import Agent
from onmaru.sla.actions.retime import retime
from onmaru.sla.desk.length_field import LengthField
from onmaru.sla.models import EpisodeClock, Policy, Recalculation
from onmaru.sla.tests.conftest import Write, at


@pytest.fixture
def desk(client: Client, junho: Agent) -> Client:
    client.force_login(junho)
    return client


@pytest.mark.parametrize(
    ("text", "minutes"), [("6h", 360), ("30m", 30), ("1h 30m", 90), ("2일", 2880), ("1시간 30분", 90), ("45 min", 45), ("", None)]
)
def test_lengths_are_read_as_people_write_them(text: str, minutes: int | None) -> None:
    assert LengthField().clean(text) == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize("text", ["six", "6", "0h", "6h later", "400d"])
def test_what_is_no_length_is_refused(text: str) -> None:
    from django.core.exceptions import ValidationError

    with translation.override("en"), pytest.raises(ValidationError):
        LengthField().clean(text)


def test_a_stricter_policy_reaches_what_is_open_bit_by_bit(desk: Client, write: Write) -> None:
    conversation = write()
    mail = Policy.objects.get(kinds__contains=["email"])
    page = desk.get(f"/desk/settings/policies/{mail.pk}/").content.decode()
    assert "6시간" in page or "6 h" in page
    said = {"kinds": ["email"], "first": "2h", "hours": "open", "warn_percent": "50", "name": ""}
    assert desk.post(f"/desk/settings/policies/{mail.pk}/", said).status_code == 302
    run_waiting()
    conversation.refresh_from_db()
    # An hour and a half before lunch, the rest after it.
    assert (conversation.due_at, conversation.due_soon_at) == (at(18, "14:00"), at(18, "12:00"))
    done = Recalculation.objects.latest("pk")
    assert (done.total, done.done, done.ended_at is not None) == (1, 1, True)


def test_a_policy_that_asks_for_nothing_is_refused(desk: Client, mailbox: Channel) -> None:
    assert desk.post("/desk/settings/policies/new/", {"hours": "open", "warn_percent": "75"}).status_code == 422


def test_what_a_dissolved_team_owed_is_worked_out_anew(desk: Client, write: Write, junho: Agent) -> None:
    conversation = write()
    team = form_team("물류", [], junho)
    transfer(conversation, team, agent=junho)
    Policy.objects.create(team=team, first=timedelta(hours=1), created_at=clock.now())
    retime([conversation.pk])
    conversation.refresh_from_db()
    assert conversation.due_at == at(18, "12:00")
    assert "서비스 수준" in desk.get(f"/desk/settings/teams/{team.pk}/").text
    disband(team, junho)
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.due_at == at(18, "18:00")


def test_days_of_business_hours_are_asked_about(desk: Client, mailbox: Channel) -> None:
    """Three days would be 72 open hours: nine working days of eight."""
    said = {"resolution": "3일", "hours": "open", "warn_percent": "75", "limit": "3일", "is_for_vip": "on"}
    refused = desk.post("/desk/settings/policies/new/", said)
    assert refused.status_code == 422 and "이틀은 16시간" in refused.text
    assert desk.post("/desk/settings/policies/new/", {**said, "resolution": "24시간"}).status_code == 302
    made = Policy.objects.latest("pk")
    assert made.resolution == timedelta(days=1)
    page = desk.get(f"/desk/settings/policies/{made.pk}/").text
    assert 'value="24시간"' in page and "24시간 안에" in page and 'value="3일"' in page
    # Round the clock a day is a day.
    assert desk.post("/desk/settings/policies/new/", {**said, "hours": "always"}).status_code == 302
    assert 'value="3일"' in desk.get(f"/desk/settings/policies/{Policy.objects.latest('pk').pk}/").text


def test_retired_policies_decide_nothing(desk: Client, write: Write) -> None:
    conversation = write()
    for policy in Policy.objects.all():
        desk.post(f"/desk/settings/policies/{policy.pk}/end/")
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.due_at is None
    assert not EpisodeClock.objects.exists()
    assert desk.get("/desk/settings/policies/").status_code == 200


def test_a_channel_keeps_hours_of_its_own(desk: Client, write: Write, mailbox: Channel) -> None:
    conversation = write()
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "11:00-20:00")
    assert desk.post(f"/desk/settings/channels/{mailbox.pk}/hours/", {**week, "holidays": "KR"}).status_code == 302
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.due_at == at(18, "17:00")
    desk.post(f"/desk/settings/channels/{mailbox.pk}/hours/end/")
    assert not ChannelHours.objects.exists()


def test_agents_do_not_set_policies(client: Client, minji: Agent, mailbox: Channel) -> None:
    client.force_login(minji)
    assert client.get("/desk/settings/policies/").status_code == 403


def test_the_list_counts_down_and_asks_for_what_is_due(desk: Client, write: Write) -> None:
    conversation = write()
    page = desk.get("/desk/views/all/?sort=due").content.decode()
    assert 'data-behaviour="due"' in page
    side = desk.get(f"/desk/conversations/{conversation.pk}/side/").content.decode()
    assert "clocks-panel" in side
    for value, shown in (("late", False), ("soon", False), ("1h", False), ("1d", True), ("any", True)):
        assert (f"row-{conversation.pk}" in desk.get(f"/desk/views/all/?due={value}").content.decode()) is shown, value
    with clock.frozen_at(at(18, "17:00")):
        assert f"row-{conversation.pk}" in desk.get("/desk/views/all/?due=soon").content.decode()
    with clock.frozen_at(at(18, "18:00")):
        assert f"row-{conversation.pk}" in desk.get("/desk/views/all/?due=late").content.decode()
        assert f"row-{conversation.pk}" not in desk.get("/desk/views/all/?due=soon").content.decode()


def test_who_is_accountable_hears_before_it_is_too_late_and_leads_when_it_is(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write()
    Conversation.objects.filter(pk=conversation.pk).update(assignee=minji)
    for moment in (at(18, "16:30"), at(18, "18:00")):
        with clock.frozen_at(moment):
            run_waiting(until=moment)
    told = Notice.objects.filter(kind__in=["due", "overdue"]).order_by("id").values_list("kind", "agent__name")
    assert sorted(told) == [("due", "김민지"), ("overdue", "김민지"), ("overdue", "박준호")]


def test_what_is_nobodys_is_told_to_the_leads(write: Write, minji: Agent, junho: Agent) -> None:
    write()
    with clock.frozen_at(at(18, "16:30")):
        run_waiting(until=at(18, "16:30"))
    assert list(Notice.objects.filter(kind="due").values_list("agent__name", flat=True)) == ["박준호"]
