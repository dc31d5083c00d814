"""Saved views: who sees, changes and arranges which."""

import pytest
from django.test import Client

from onmaru.events.models import Event
from onmaru.inbox.actions.arrange_rail import arrange, hide
from onmaru.inbox.actions.keep_view import NotTheirs, edit_view, make_view, remove_view
from onmaru.inbox.actions.rename_tag import rename_tag
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.filtering.terms import Unreadable, said_in
from onmaru.inbox.models import Conversation, Tag, View
from onmaru.inbox.queries import of_view
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role


@pytest.fixture
def seoyeon(db: None) -> Agent:
    return Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.AGENT)


def desk(agent: Agent) -> Client:
    client = Client()
    client.force_login(agent)
    return client


def names(agent: Agent) -> list[str]:
    return [str(entry.name) for entry in desk(agent).get("/desk/rail/").context["saved"]]


def test_a_view_is_seen_by_those_it_was_made_for(minji: Agent, junho: Agent, seoyeon: Agent, orders: Team) -> None:
    make_view(minji, "내 급한 것", {"priority": "urgent"})
    make_view(minji, "우리 팀", {}, team=orders)
    make_view(junho, "모두", {}, for_everybody=True)
    assert names(minji) == ["내 급한 것", "모두", "우리 팀"]
    assert names(junho) == ["모두", "우리 팀"]
    assert names(seoyeon) == ["모두"]


def test_somebody_elses_own_view_is_not_there(minji: Agent, junho: Agent, orders: Team) -> None:
    own = make_view(minji, "내 것", {})
    for address in (f"/desk/views/{own.key}/", f"/desk/views/{own.key}/settings/"):
        assert desk(junho).get(address).status_code == 404
        assert desk(minji).get(address).status_code == 200
    assert desk(junho).post(f"/desk/views/{own.key}/settings/", {"_method": "DELETE"}).status_code == 404
    assert View.objects.exists()


def test_sharing_needs_a_role(minji: Agent, junho: Agent, seoyeon: Agent, orders: Team) -> None:
    for team, for_everybody in ((orders, False), (None, True)):
        with pytest.raises(NotTheirs):
            make_view(seoyeon, "x", {}, team=team, for_everybody=for_everybody)
    with pytest.raises(NotTheirs):
        make_view(minji, "x", {}, for_everybody=True)
    shared, teams = make_view(junho, "모두", {}, for_everybody=True), make_view(minji, "팀", {}, team=orders)
    for view, agent in ((shared, minji), (shared, seoyeon), (teams, seoyeon)):
        with pytest.raises(NotTheirs):
            edit_view(view, agent, name="y")
        with pytest.raises(NotTheirs):
            remove_view(view, agent)
    assert edit_view(teams, junho, name="팀의 것")
    assert not edit_view(teams, junho, name="팀의 것")
    own = make_view(minji, "내 것", {})
    with pytest.raises(NotTheirs):
        edit_view(own, minji, owner=None, team=None)
    remove_view(teams, minji)
    assert set(View.objects.values_list("name", flat=True)) == {"모두", "내 것"}
    assert Event.objects.filter(name="view.removed").count() == 1


def test_a_view_shows_and_counts_what_it_says(write: Write, minji: Agent) -> None:
    tagged, other = write(by="a@customer.example").conversation, write(by="b@customer.example").conversation
    tag(tagged, "배송", minji)
    view = make_view(minji, "배송", {"tag": "배송", "status": "open", "sort": "oldest"})
    assert view.terms == "sort=oldest&status=open&tag=%EB%B0%B0%EC%86%A1"
    page = desk(minji).get(f"/desk/views/{view.key}/")
    assert [row.pk for row in page.context["page"].rows] == [tagged.pk]
    [entry] = desk(minji).get("/desk/rail/").context["saved"]
    assert (entry.count, entry.url) == (1, f"/desk/views/{view.key}/")
    widened = desk(minji).get(f"/desk/views/{view.key}/?tag=")
    assert {row.pk for row in widened.context["page"].rows} == {tagged.pk, other.pk}
    assert widened.context["can_change"]
    with pytest.raises(Unreadable):
        make_view(minji, "x", {"status": "nonsense"})


def test_a_filtered_list_becomes_a_view_and_changes(minji: Agent, orders: Team) -> None:
    client = desk(minji)
    form = client.get("/desk/views/new/?view=mine&waiting=2h")
    assert form.context["terms"] == "agent=me&status=open&waiting=2h"
    made = client.post("/desk/views/saved/", {"name": " 오래  기다린 것 ", "whose": "me", "icon": "star", "terms": form.context["terms"]})
    view = View.objects.get()
    assert (made.headers["Location"], view.name, view.owner) == (f"/desk/views/{view.key}/", "오래 기다린 것", minji)
    client.post(f"/desk/views/{view.key}/settings/", {"terms": "status=open&waiting=4h"})
    client.post(f"/desk/views/{view.key}/settings/", {"name": "팀", "whose": str(orders.pk), "icon": "flag"})
    view.refresh_from_db()
    assert (view.terms, view.name, view.owner, view.team) == ("status=open&waiting=4h", "팀", None, orders)
    assert client.post("/desk/views/saved/", {"name": "", "whose": "me"}).status_code == 422
    assert client.post("/desk/views/saved/", {"name": "x", "whose": "everybody"}).status_code == 422
    assert client.post("/desk/views/saved/", {"name": "x", "whose": "me", "terms": "status=nonsense"}).status_code == 422
    client.post(f"/desk/views/{view.key}/settings/", {"_method": "DELETE"})
    assert not View.objects.exists()


def test_everybody_arranges_their_own_rail(minji: Agent, junho: Agent) -> None:
    first, second = make_view(junho, "가", {}, for_everybody=True), make_view(junho, "나", {}, for_everybody=True)
    arrange(minji, [second.key, first.key, "all", "mine"])
    hide(minji, "spam")
    rail = desk(minji).get("/desk/rail/").context
    assert [entry.key for entry in rail["saved"]] == [second.key, first.key]
    assert [entry.key for entry in rail["fixed"]] == ["all", "mine", "unassigned", "snoozed", "resolved"]
    assert names(junho) == ["가", "나"]
    client = desk(minji)
    client.post("/desk/rail/order/", {"key": first.key, "way": "up"})
    client.post("/desk/rail/hidden/", {"key": "spam", "shown": "1"})
    rail = client.get("/desk/rail/").context
    assert [entry.key for entry in rail["saved"]] == [first.key, second.key]
    assert "spam" in [entry.key for entry in rail["fixed"]]
    assert client.post("/desk/rail/order/", {}).status_code == 422
    assert client.get("/desk/rail/order/").status_code == 200


def test_many_views_are_counted_in_one_query(write: Write, minji: Agent, django_assert_max_num_queries) -> None:
    write()
    for number in range(20):
        make_view(minji, f"보기 {number:02}", {"status": "open", "tag": f"태그{number}", "priority": "high"})
    client = desk(minji)
    with django_assert_max_num_queries(12):
        client.get("/desk/views/all/")
    assert Conversation.objects.count() == 1


def test_a_view_follows_the_name_of_its_tag(write: Write, minji: Agent) -> None:
    """An address names a tag by its words; that of a tag which became part of another is one of a tag as well."""
    conversation = write("언제 오나요?").conversation
    tag(conversation, "배송", minji)
    tag(conversation, "지연", minji)
    view = make_view(minji, "늦는 것", {"tag": ["배송", "지연"], "status": "open"})
    other = make_view(minji, "다른 것", {"tag": "반품", "sort": "oldest"})
    rename_tag(Tag.objects.get(name="배송"), "배송 지연", minji)
    rename_tag(Tag.objects.get(name="지연"), "배송 지연", minji)
    view.refresh_from_db()
    assert said_in(view.terms) == {"tag": ["배송 지연"], "status": ["open"]}
    assert [row.pk for row in of_view(view.key, minji)] == [conversation.pk]
    before = other.terms
    other.refresh_from_db()
    assert other.terms == before
