"""Who waits in a chat is offered to be called or answered by e-mail, and the call that is owed then."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from onmaru.channels.webchat.tests.conftest import Browser, widget
from onmaru.events.models import Event
from onmaru.inbox.actions.make_call import make_call
from onmaru.inbox.models import Callback, Conversation, Episode, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.routing.actions.arrange import set_queue
from onmaru.routing.actions.offer_another_way import offer_another_way
from onmaru.routing.jobs import offer_other_ways
from onmaru.routing.models import Offer
from onmaru.routing.patience import Because, Wait, offered, why_offered, words_in
from onmaru.routing.tests.conftest import Works
from onmaru.sla.tests.conftest import at

LONG, SOON = timedelta(minutes=10), timedelta(seconds=59)
PHONE = "010-2345-6789"


@pytest.mark.parametrize(
    ("wait", "because"),
    [
        (Wait(SOON, is_open=False, is_manned=False), None),
        (Wait(LONG, is_open=False, is_manned=True), Because.SHUT),
        (Wait(LONG - SOON, is_open=True, is_manned=False), Because.ABSENT),
        (Wait(LONG - SOON, is_open=True, is_manned=True), None),
        (Wait(LONG, is_open=True, is_manned=True), Because.LONG),
    ],
)
def test_it_is_offered_when_waiting_is_unkind(wait: Wait, because: Because | None) -> None:
    assert why_offered(wait, LONG) == because


def test_it_is_said_in_their_language() -> None:
    assert offered(Because.LONG, timedelta(minutes=12, seconds=40), words_in("ko")).startswith("12분 넘게 기다리시게 해")
    assert "You keep your place" in offered(Because.ABSENT, LONG, words_in("ja"))


@pytest.fixture
def visitor(orders: Team, junho: Agent) -> Browser:
    channel = widget()
    channel.team = orders
    channel.save(update_fields=["team"])
    set_queue(orders, junho, gives=True, offers_after=10)
    browser = Browser(channel)
    with clock.frozen_at(at(18, "11:00")):
        assert browser.open().status_code == 201
    return browser


def offers(now: datetime) -> list[Message]:
    with clock.frozen_at(now):
        for _ in range(2):
            offer_other_ways(timestamp=0)
        run_waiting(until=now)
    return list(Message.objects.filter(automatic=True).order_by("pk"))


def test_it_is_offered_once_a_wait_and_the_place_is_kept(visitor: Browser, works: Works, junho: Agent, client: Client) -> None:
    jiu = works("지우")
    set_queue(Team.objects.get(), junho, gives=False, offers_after=10)
    start = at(18, "11:00")
    with clock.frozen_at(start):
        chat = visitor.begin("배송이 언제 되나요?")
        conversation = Conversation.objects.get()
    assert offers(start + timedelta(minutes=9)) == []
    [offer] = offers(start + timedelta(minutes=10))
    assert offer.rich and [reply["value"] for reply in offer.rich["replies"]] == ["leave:phone", "leave:email", "leave:not"]
    assert "10분 넘게" in offer.text
    # Neither later in the same wait, nor when the same job runs once more.
    assert offers(start + timedelta(minutes=40)) == [offer]
    assert not offer_another_way(conversation.pk, Because.LONG)
    assert Event.objects.get(name="conversation.way_offered").data["because"] == "long"
    with clock.frozen_at(start + timedelta(minutes=41)):
        assert visitor.call("POST", f"conversations/{chat}/leave", {"how": "phone", "address": PHONE}).status_code == 200
        assert visitor.call("POST", f"conversations/{chat}/leave", {"how": "phone", "address": PHONE}).status_code == 200
    owed = Callback.objects.get()
    assert (owed.phone, owed.waits_since, owed.called_at) == (PHONE, start, None)
    conversation.refresh_from_db()
    assert conversation.customer_waiting_since == start
    Agent.objects.filter(pk=jiu.pk).update(role=Role.LEAD, language="en")
    client.force_login(Agent.objects.get(pk=jiu.pk))
    page = client.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "A call is owed" in page and PHONE in page
    assert "they had waited long" in page
    assert PHONE in client.get(reverse("desk_queue")).content.decode()
    for _ in range(2):
        assert client.post(reverse("desk_call", args=[conversation.pk])).status_code == 302
    owed.refresh_from_db()
    conversation.refresh_from_db()
    assert owed.called_by == jiu and conversation.customer_waiting_since is None
    assert Episode.objects.get().first_response_by == jiu
    assert Event.objects.filter(name="call.made").count() == 1
    page = client.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "A call is owed" not in page and "called the customer back" in page


def test_it_is_offered_at_once_where_nobody_is_there_and_not_to_who_has_left(visitor: Browser, works: Works) -> None:
    jiu = works("지우", "away")
    start = at(18, "11:00")
    with clock.frozen_at(start):
        first = visitor.begin("배송이 언제 되나요?")
        visitor.call("POST", f"conversations/{first}/leave", {"how": "email", "address": "yuna@customer.example"})
    assert offers(start + timedelta(minutes=2)) == []
    with clock.frozen_at(start):
        visitor.begin("교환하고 싶어요")
    assert len(offers(start + timedelta(minutes=2))) == 1
    assert Offer.objects.count() == 1 and Event.objects.get(name="conversation.way_offered").data["because"] == "absent"
    change_availability(jiu, "work", by=jiu)


def test_who_would_rather_have_a_mail_is_owed_no_call(visitor: Browser, works: Works) -> None:
    jiu = works("지우")
    with clock.frozen_at(at(18, "11:00")):
        chat = visitor.begin("배송이 언제 되나요?")
        for how, address in (("phone", PHONE), ("phone", "010-9999-0000"), ("email", "yuna@customer.example")):
            assert visitor.call("POST", f"conversations/{chat}/leave", {"how": how, "address": address}).status_code == 200
            assert [call.phone for call in Callback.objects.all()] == ([] if how == "email" else [address])
    assert not make_call(Conversation.objects.get(), jiu)
