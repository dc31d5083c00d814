from typing import Any

import pytest
import pytest_django
from django.test import Client
from django.urls import reverse

from onmaru.inbox.models import Conversation, Reason
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.models import Abilities, Choice, Measure, Queue
from onmaru.routing.tests.conftest import Works
from onmaru.sla.tests.conftest import Write


@pytest.fixture
def lead(client: Client, junho: Agent) -> Client:
    """박준호, who owns the shop."""
    Agent.objects.update(language="en")
    client.force_login(Agent.objects.get(pk=junho.pk))
    return client


def test_what_is_not_set_stays_as_it_is_and_what_is_set_is_kept(lead: Client, orders: Team) -> None:
    address = reverse("settings_routing")
    page = lead.get(address).content.decode()
    assert "주문·배송" in page and "Live chat" in page
    said: dict[str, Any] = {"capacity": "12", "kind-email": "1", "kind-webchat": "3", "kind-contact_form": "1", "kind-sandbox": "1"}
    products = Team.objects.create(name="상품 문의")
    ours = f"team-{orders.pk}-"
    helped = {**said, f"{ours}gives": "1", f"{ours}overflows_to": str(products.pk)}
    assert lead.post(address, helped).status_code == 422
    said |= {"big_order": "300000"}
    helped |= {"big_order": "300000", f"{ours}limit": "5", f"{ours}patience": "10", f"{ours}helped_when_absent": "on"}
    assert lead.post(address, helped).status_code == 302
    queue = Queue.objects.get(team=orders)
    assert (queue.gives, queue.limit, queue.overflows_to) == (True, 5, products)
    assert (queue.patience, queue.helped_when_absent, Measure.objects.get().big_order) == (10, True, 300_000)
    # Teams that nobody touched have no row, and only what weighs otherwise is written down.
    assert not Queue.objects.exclude(team=orders).exists()
    assert (Measure.objects.get().capacity, Measure.objects.get().weights) == (12, {"webchat": 3})
    assert lead.post(address, {**said, "capacity": "0"}).status_code == 422
    refused = lead.post(address, {**said, "kind-webchat": "13"})
    assert refused.status_code == 422 and "Nobody has room for this" in refused.text


def test_more_teams_take_no_more_queries(lead: Client, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries) -> None:
    address = reverse("settings_routing")
    lead.get(address)
    with django_assert_max_num_queries(12) as few:
        lead.get(address)
    Team.objects.bulk_create(Team(name=f"팀 {number}") for number in range(6))
    with django_assert_max_num_queries(len(few)):
        assert lead.get(address).content.decode().count("팀 5") > 6


def test_what_an_agent_can_be_given(lead: Client, minji: Agent) -> None:
    address = reverse("settings_abilities", args=[minji.pk])
    page = lead.get(address).content.decode()
    assert "as much as everybody: 8 points" in page
    reason = Reason.objects.get(key="delivery")
    assert lead.post(address, {"capacity": "4", "languages": ["ko", "en"], "reasons": [reason.pk]}).status_code == 302
    row = Abilities.objects.get()
    assert (row.capacity, row.languages, list(row.reasons.all())) == (4, ["ko", "en"], [reason])
    assert lead.post(address, {"capacity": "-1"}).status_code == 422
    assert "abilities/" in lead.get(reverse("settings_agent", args=[minji.pk])).content.decode()


def test_leads_see_who_is_there_and_what_waits(
    lead: Client, write: Write, works: Works, orders: Team, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries
) -> None:
    jiu, haneul = works("지우"), works("하늘", "away")
    Measure.objects.create(capacity=1)
    write(by="a@customer.example")
    write(by="b@customer.example")
    works("서진", team=Team.objects.create(name="상품 문의"))
    with django_assert_max_num_queries(12):
        page = lead.get(reverse("desk_queue"), headers={"HX-Request-Type": "partial", "HX-Request": "true"}).content.decode()
    assert f'id="line-{orders.pk}"' in page and f'id="person-{jiu.pk}"' in page
    assert "1 / 1" in page and "0 / 1" in page and "1 / 2" in page and "Away" in page
    lead.post(reverse("desk_sent_home", args=[haneul.pk]))
    haneul.refresh_from_db()
    assert haneul.availability == "home"


def test_the_whole_page_takes_few_queries(lead: Client, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries) -> None:
    lead.get(reverse("desk_queue"))
    with django_assert_max_num_queries(12):
        assert 'id="queue"' in lead.get(reverse("desk_queue")).content.decode()


def test_agents_see_no_queue_of_others(client: Client, works: Works) -> None:
    jiu = works("지우")
    client.force_login(jiu)
    assert client.get(reverse("desk_queue")).status_code == 403
    assert client.post(reverse("desk_sent_home", args=[jiu.pk])).status_code == 403
    assert "/desk/queue/" not in client.get("/desk/preferences/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko", ["왜 이 상담사인가", "다른 상담사가 아닌 까닭", "자리 비움"]), ("en", ["Why this agent", "Why not somebody else", "was away"])],
)
def test_a_conversation_says_why_it_is_whose_it_is(
    client: Client, write: Write, works: Works, junho: Agent, language: str, words: list[str]
) -> None:
    works("지우")
    works("하늘", "away")
    conversation = write()
    Agent.objects.update(language=language, role=Role.LEAD)
    client.force_login(Agent.objects.get(name="지우"))
    side = client.get(f"/desk/conversations/{conversation.pk}/side/").content.decode()
    assert all(word in side for word in words), side
    assert Choice.objects.get().agent.name in side


def test_it_is_said_whose_it_was(client: Client, write: Write, works: Works) -> None:
    jiu = works("지우")
    conversation = write()
    works("하늘")
    change_availability(jiu, "home", by=jiu)
    give_out()
    Agent.objects.update(language="en")
    client.force_login(Agent.objects.get(name="하늘"))
    assert "지우 had it before" in client.get(f"/desk/conversations/{conversation.pk}/side/").content.decode()
    assert Conversation.objects.get().assignee == Agent.objects.get(name="하늘")
