import pytest
from django.test import Client
from django.utils.http import urlencode

from onmaru.inbox.actions.assign import assign
from onmaru.inbox.models import Bulk, Channel, Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def desk(client: Client, minji: Agent) -> Client:
    client.force_login(minji)
    return client


def test_a_list_offers_its_bar_to_whoever_organises(desk: Client, client: Client, write: Write, minji: Agent) -> None:
    conversation = write().conversation
    body = desk.get("/desk/views/all/").content.decode()
    assert f'value="{conversation.pk}" form="bulk-form"' in body and 'id="bulk-bar"' in body
    # Only who may delete is offered it.
    assert 'value="delete"' not in body
    minji.role = Agent.Role.LIGHT
    minji.save()
    assert 'id="bulk-bar"' not in client.get("/desk/views/all/").content.decode()


@pytest.mark.parametrize("deed", ["tag", "untag", "assign", "team", "snooze", "priority", "resolve", "reopen", "reply", "merge", "spam"])
def test_each_deed_asks_what_it_needs(desk: Client, write: Write, deed: str) -> None:
    numbers = [write(by=f"{name}@customer.example").conversation.pk for name in "ab"]
    body = desk.get("/desk/bulks/new/", {"deed": deed, "id": numbers}).content.decode()
    assert "2" in body and f'name="deed" value="{deed}"' in body
    assert desk.get("/desk/bulks/new/", {"deed": deed, "id": numbers}, headers=HTMX).status_code == 200


def test_only_what_one_may_do_is_asked(desk: Client, write: Write) -> None:
    number = write().conversation.pk
    assert desk.get("/desk/bulks/new/", {"deed": "delete", "id": number}).status_code == 404
    assert desk.post("/desk/bulks/", {"deed": "delete", "id": number}).status_code == 404
    assert desk.get("/desk/bulks/new/", {"deed": "nonsense", "id": number}).status_code == 404
    assert desk.get("/desk/bulks/new/", {"deed": "resolve", "all": "1", "view": "nonsense"}).status_code == 404


def test_all_that_match_are_meant_even_those_not_shown(desk: Client, write: Write, minji: Agent) -> None:
    made = [write(by=f"c{number}@customer.example").conversation for number in range(3)]
    assign(made[0], minji)
    query = {"deed": "tag", "all": "1", "view": "unassigned", "terms": urlencode({})}
    assert desk.get("/desk/bulks/new/", query).context["total"] == 2
    answer = desk.post("/desk/bulks/", {**query, "name": "#행사", "key": "one"}, headers=HTMX)
    assert answer["HX-Trigger"] == "selection-used"
    run_waiting()
    assert Bulk.objects.get().done == 2
    assert Conversation.objects.filter(taggings__tag__name="행사").count() == 2


def test_what_is_unclear_is_asked_again_and_nothing_starts(desk: Client, write: Write) -> None:
    numbers = [write(by=f"{name}@customer.example").conversation.pk for name in "ab"]
    for deed in ("tag", "assign", "team", "snooze", "priority", "reply", "merge"):
        assert desk.post("/desk/bulks/", {"deed": deed, "name": " ", "id": numbers}, headers=HTMX).status_code == 422
    assert desk.post("/desk/bulks/", {"deed": "resolve"}).status_code == 422
    assert not Bulk.objects.exists()


def test_how_it_went_can_be_read_and_taken_back_without_scripts(desk: Client, write: Write) -> None:
    first, second = (write(by=f"{name}@customer.example").conversation for name in "ab")
    desk.post(f"/desk/conversations/{second.pk}/resolution/", {"then": "resolve/other-else"})
    answer = desk.post("/desk/bulks/", {"deed": "snooze", "until_own": "2099-01-01T10:00", "id": [first.pk, second.pk]})
    run_waiting()
    report = desk.get(answer["Location"])
    assert report.context["bulk"].failed == 1
    assert f"#{second.pk}" in report.content.decode()
    assert desk.get("/desk/bulks/").status_code == 200
    assert "data-undo-bulk" in desk.get("/desk/bulks/tray/").content.decode()
    desk.post(f"{answer['Location']}undoing/")
    run_waiting()
    first.refresh_from_db()
    assert first.status == Conversation.Status.OPEN
    assert desk.post(f"{answer['Location']}undoing/", headers=HTMX).status_code == 422
    desk.delete(answer["Location"])
    assert "data-undo-bulk" not in desk.get("/desk/bulks/tray/").content.decode()


def test_nobody_reads_or_undoes_another_agents(desk: Client, write: Write, minji: Agent) -> None:
    desk.post("/desk/bulks/", {"deed": "resolve", "id": write().conversation.pk})
    bulk = Bulk.objects.get()
    other = Client()
    colleague = Agent.objects.create(email="other@haru.example", name="정유진", role=Agent.Role.AGENT)
    other.force_login(colleague)
    assert other.get(f"/desk/bulks/{bulk.pk}/").status_code == 404
    assert other.post(f"/desk/bulks/{bulk.pk}/undoing/").status_code == 404
    colleague.role = Agent.Role.LEAD
    colleague.save()
    assert other.get(f"/desk/bulks/{bulk.pk}/").status_code == 200


def test_what_was_deleted_is_hidden_and_comes_back(client: Client, write: Write, junho: Agent, mailbox: Channel) -> None:
    # An acknowledgement would be on its way, and hold the deletion up.
    Channel.objects.filter(pk=mailbox.pk).update(acknowledges=False)
    client.force_login(junho)
    first = write("지워질 문의")
    number = first.conversation_id
    client.post("/desk/bulks/", {"deed": "delete", "id": number})
    run_waiting()
    assert client.get(f"/desk/conversations/{number}/").status_code == 404
    assert f"#{number}" in client.get("/desk/deleted/").content.decode()
    # What the customer writes now is not lost in what nobody sees.
    second = write("아직 답이 없네요", answers=first)
    assert second.conversation_id != number
    client.post(f"/desk/deleted/{number}/undoing/")
    assert client.get(f"/desk/conversations/{number}/").status_code == 200
    assert client.post(f"/desk/deleted/{number}/undoing/").status_code == 404


def test_only_leads_see_what_was_deleted(desk: Client, junho: Agent) -> None:
    leads = Client()
    leads.force_login(junho)
    for address in ("/desk/views/", "/desk/views/spam/"):
        assert 'href="/desk/deleted/"' in leads.get(address).content.decode()
        assert 'href="/desk/deleted/"' not in desk.get(address).content.decode()
    assert desk.get("/desk/deleted/").status_code == 403
    assert desk.post("/desk/deleted/1/undoing/").status_code == 403


def test_a_bulk_moves_between_teams(desk: Client, write: Write) -> None:
    number = write().conversation.pk
    team = Team.objects.create(name="교환")
    desk.post("/desk/bulks/", {"deed": "team", "team": team.pk, "id": number})
    run_waiting()
    assert Conversation.objects.get(pk=number).team == team
