"""A customer's own page: everything of the person in one order, as far as the agent may see it, page after page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import ngettext

from onmaru.customers.actions.merge import merge
from onmaru.customers.models import Customer
from onmaru.customers.timeline import Entry, Place, past, woven
from onmaru.inbox.actions.note import note
from onmaru.inbox.models import Channel, Conversation, Episode, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role

WEB = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def desk(minji: Agent) -> Client:
    client = Client()
    client.force_login(minji)
    return client


@pytest.fixture
def busy(mailbox: Channel, write: Write) -> Customer:
    """A person with a hundred and fifty conversations, two messages each, some of them at one moment."""
    customer = write("처음").conversation.customer
    at = clock.now() - timedelta(days=400)
    rows = [
        Conversation(
            channel=mailbox,
            customer=customer,
            subject=f"{n}번째",
            team=mailbox.team,
            created_at=at + timedelta(hours=n // 3),
            last_activity_at=at,
        )
        for n in range(149)
    ]
    made = Conversation.objects.bulk_create(rows)
    episodes = Episode.objects.bulk_create([Episode(conversation=one, ordinal=1, started_at=one.created_at) for one in made])
    Message.objects.bulk_create(
        Message(conversation=one, episode=episode, channel=mailbox, direction=way, text=f"{one.subject} {way}", created_at=one.created_at)
        for one, episode in zip(made, episodes, strict=True)
        for way in ("in", "out")
    )
    return customer


def test_page_after_page_nothing_is_missed_or_told_twice(busy: Customer, minji: Agent) -> None:
    seen: list[str] = []
    before: Place | None = None
    while True:
        shown = past(minji, busy, before)
        seen += [entry.key for entry in shown.entries]
        assert [entry.place for entry in shown.entries] == sorted((entry.place for entry in shown.entries), reverse=True)
        if not shown.more:
            break
        assert shown.end is not None
        before = Place.read(str(shown.end))
    assert len(seen) == len(set(seen))
    # Conversations, messages, and that they wrote for the first time.
    assert len(seen) == 150 + 299 + 1


def test_a_place_survives_its_address() -> None:
    place = Place(clock.now(), "message", 12)
    assert Place.read(str(place)) == place
    for text in ("", "x", "1-2", "1-me ssage-3", "1--3", "99999999999999999999-message-1", "1-message-x"):
        assert Place.read(text) is None


def test_what_exceeds_the_length_is_for_the_next() -> None:
    at = clock.now()
    entries = [Entry(Place(at, name, number), "x", "") for name in ("note", "message") for number in range(3)]
    shown = woven(entries, 4)
    assert [entry.key for entry in shown.entries] == ["note-2", "note-1", "note-0", "message-2"] and shown.more
    assert not woven(entries, 6).more and woven([], 4).end is None


@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
def test_it_opens_with_few_queries_however_much_there_is(busy: Customer, orders: Team, role: Role, django_assert_max_num_queries) -> None:
    agent = Agent.objects.create(email="x@haru.example", name="엑스", role=role)
    agent.teams.add(orders)
    client = Client()
    client.force_login(agent)
    for url in ("", "timeline/", "duplicates/"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/desk/customers/{busy.pk}/{url}", headers=WEB if url else {}).status_code == 200


def test_only_what_the_agent_may_see_is_told_the_rest_is_counted(desk: Client, write: Write, minji: Agent) -> None:
    mine, theirs = write("우리 팀 이야기", subject="가"), write("남의 팀 비밀", subject="나")
    note(theirs.conversation, minji, "비밀 메모")
    Conversation.objects.filter(pk=theirs.conversation.pk).update(team=Team.objects.create(name="상품"), subject="남의 제목")
    body = desk.get(f"/desk/customers/{mine.conversation.customer.pk}/").content.decode()
    assert "우리 팀 이야기" in body
    assert not re.search("남의 팀 비밀|비밀 메모|남의 제목", body)
    beside = desk.get(f"/desk/customers/{mine.conversation.customer.pk}/duplicates/", headers=WEB).content.decode()
    with translation.override("ko"):
        assert (
            ngettext("One more conversation is with another team.", "%(count)s more conversations are with other teams.", 1) % {"count": 1}
            in beside
        )


def test_merged_people_have_one_page_and_hostile_words_stay_words(desk: Client, write: Write, junho: Agent) -> None:
    one, two = write("<img src=x onerror=alert(1)>", subject="<script>alert(2)</script>"), write("둘째", by="yuna@other.example")
    Customer.objects.filter(pk=one.conversation.customer.pk).update(name="<b>유나</b>")
    merge(two.conversation.customer, one.conversation.customer, junho)
    gone = desk.get(f"/desk/customers/{two.conversation.customer.pk}/")
    assert gone["Location"] == f"/desk/customers/{one.conversation.customer.pk}/"
    body = desk.get(gone["Location"]).content.decode()
    assert "둘째" in body and "yuna@other.example" in body
    assert "&lt;b&gt;유나" in body and not re.search("<img src=x|<script>alert|<b>유나", body)


def test_doors(write: Write, minji: Agent) -> None:
    customer = write().conversation.customer
    for url in ("", "timeline/", "duplicates/"):
        assert Client().get(f"/desk/customers/{customer.pk}/{url}").status_code == 302
        light = Client()
        light.force_login(Agent.objects.get_or_create(email="l@haru.example", defaults={"name": "빛", "role": Role.LIGHT})[0])
        assert light.get(f"/desk/customers/{customer.pk}/{url}").status_code == 200
        assert light.get(f"/desk/customers/99999{customer.pk}/{url}").status_code == 404
    assert light.get(f"/desk/customers/{customer.pk}/merge/?with=1").status_code == 403
    assert light.post(f"/desk/customers/{customer.pk}/facts/", {"name": "x"}).status_code == 403


def test_phone_preferred_and_vip_are_kept_with_their_author(desk: Client, write: Write, minji: Agent) -> None:
    customer = write().conversation.customer
    identity = customer.identities.get()
    url = f"/desk/customers/{customer.pk}/"
    assert desk.post(url + "facts/", {"phone": "스물"}, headers=WEB).status_code == 422
    said = desk.post(
        url + "facts/", {"name": "한유나", "phone": "+82 10-1234-5678", "preferred": identity.pk}, headers=WEB
    ).content.decode()
    assert "010-1234-5678" in said
    for _ in range(2):
        desk.post(url + "vip/", headers=WEB)
    customer.refresh_from_db()
    assert (customer.phone, customer.preferred, customer.vip_marked_by, customer.is_vip) == ("01012345678", identity, minji, True)
    assert desk.get(url).content.decode().count("한유나") > 1
    desk.delete(url + "vip/", headers=WEB)
    customer.refresh_from_db()
    assert not customer.is_vip and customer.vip_marked_by is None


def test_a_likely_duplicate_is_compared_before_it_is_merged(write: Write, junho: Agent) -> None:
    one, two = write("하나").conversation.customer, write("둘", by="dohyun@other.example").conversation.customer
    Customer.objects.filter(pk__in=[one.pk, two.pk]).update(phone="01012345678")
    lead = Client()
    lead.force_login(junho)
    shown = lead.get(f"/desk/customers/{one.pk}/duplicates/", headers=WEB).content.decode()
    assert f"merge/?with={two.pk}" in shown and "90%" in shown
    compared = lead.get(f"/desk/customers/{one.pk}/merge/?with={two.pk}", headers=WEB).content.decode()
    assert "dohyun@other.example" in compared and "둘" in compared
    assert lead.get(f"/desk/customers/{one.pk}/merge/?with={one.pk}", headers=WEB).status_code == 404
    assert lead.post(f"/desk/customers/{one.pk}/merge/", {"source": two.pk}, headers=WEB).status_code == 200
    assert not re.search("with=", lead.get(f"/desk/customers/{one.pk}/duplicates/", headers=WEB).content.decode())
