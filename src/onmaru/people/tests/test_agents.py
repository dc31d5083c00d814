import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from onmaru.events.models import Event
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people import invitation
from onmaru.people.actions.appoint import LastOwner, NotYours, appoint, deactivate, reactivate
from onmaru.people.actions.invite import invite
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.people.tests.conftest import PASSWORD, At

NEW = {"email": "Junho@haru.example", "name": "박준호", "role": "lead"}


@pytest.fixture
def invited(haru: Agent) -> Agent:
    return invite("junho@haru.example", "박준호", Role.LEAD, [], haru)


def path_of(agent: Agent) -> str:
    return re.sub(r"^https?://[^/]+", "", invitation.link(agent))


def test_an_invitation_from_the_screen_to_the_desk(haru: Agent, at: At) -> None:
    team = Team.objects.create(name="배송팀")
    at(haru).post("/desk/settings/agents/", {**NEW, "teams": [team.pk]})
    run_waiting()
    [letter] = mail.outbox
    assert letter.to == ["junho@haru.example"]
    found = re.search(r"https?://[^/]+(/invitation/\S+)", str(letter.body))
    assert found
    newcomer = Client()
    assert newcomer.get(found[1]).status_code == 200
    answer = newcomer.post(found[1], {"name": "박준호", "password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == "/desk/"
    agent = Agent.objects.get(email="junho@haru.example")
    assert (agent.role, list(agent.teams.all()), agent.check_password(PASSWORD)) == ("lead", [team], True)
    assert newcomer.get("/desk/preferences/").status_code == 200
    assert list(Event.objects.filter(name__startswith="agent.").values_list("name", flat=True)) == ["agent.invited", "agent.joined"]


def test_an_invitation_is_used_once(invited: Agent) -> None:
    path = path_of(invited)
    Client().post(path, {"name": "박준호", "password": PASSWORD, "again": PASSWORD})
    thief = Client()
    assert thief.get(path).status_code == 410
    assert thief.post(path, {"name": "도둑", "password": "another-one-99", "again": "another-one-99"}).status_code == 410
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)


def test_an_invitation_ends(invited: Agent, haru: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(invited)
    with monkeypatch.context() as patch:
        patch.setattr(invitation, "A_WEEK", -1)
        assert Client().get(path).status_code == 410
    assert Client().get(path[:-4] + "xxx/").status_code == 410
    deactivate(invited, haru)
    assert Client().get(path).status_code == 410


def test_a_weak_password_is_refused(invited: Agent) -> None:
    for password, again in (("1234567890", "1234567890"), ("junho@haru.example", "junho@haru.example"), (PASSWORD, "other")):
        assert Client().post(path_of(invited), {"name": "박준호", "password": password, "again": again}).status_code == 422
    assert not Agent.objects.get(pk=invited.pk).has_usable_password()


def test_an_address_is_invited_once(haru: Agent, invited: Agent, at: At) -> None:
    assert at(haru).post("/desk/settings/agents/", NEW).status_code == 422
    assert Agent.objects.filter(email__iexact=NEW["email"]).count() == 1


def test_the_invitation_is_sent_again_until_it_is_used(haru: Agent, invited: Agent, at: At) -> None:
    at(haru).post(f"/desk/settings/agents/{invited.pk}/invitation/")
    run_waiting()
    assert len(mail.outbox) == 2
    invited.set_password(PASSWORD)
    invited.save()
    at(haru).post(f"/desk/settings/agents/{invited.pk}/invitation/")
    run_waiting()
    assert len(mail.outbox) == 2


def test_a_role_and_teams_are_given(haru: Agent, minji: Agent, at: At) -> None:
    team = Team.objects.create(name="배송팀")
    at(haru).post(f"/desk/settings/agents/{minji.pk}/", {"name": "김민지", "role": "lead", "teams": [team.pk]})
    minji.refresh_from_db()
    assert (minji.role, list(minji.teams.all())) == ("lead", [team])


def test_the_last_owner_stays(haru: Agent, at: At) -> None:
    browser = at(haru)
    assert browser.post(f"/desk/settings/agents/{haru.pk}/", {"name": "오하루", "role": "agent"}).status_code == 422
    assert browser.post(f"/desk/settings/agents/{haru.pk}/leave/").status_code == 422
    haru.refresh_from_db()
    assert (haru.role, haru.is_active) == ("owner", True)
    with pytest.raises(LastOwner):
        deactivate(haru, haru)


def test_one_of_two_owners_may_go(haru: Agent, daeun: Agent) -> None:
    appoint(daeun, daeun.name, Role.OWNER, [], haru)
    appoint(haru, haru.name, Role.ADMIN, [], haru)
    daeun.refresh_from_db()
    with pytest.raises(LastOwner):
        deactivate(daeun, daeun)


def test_an_inactive_owner_does_not_count(haru: Agent, daeun: Agent) -> None:
    appoint(daeun, daeun.name, Role.OWNER, [], haru)
    deactivate(daeun, haru)
    with pytest.raises(LastOwner):
        appoint(haru, haru.name, Role.LEAD, [], haru)


def test_an_admin_neither_makes_nor_moves_an_owner(haru: Agent, daeun: Agent, minji: Agent, at: At) -> None:
    for attempt in (
        lambda: appoint(haru, haru.name, Role.AGENT, [], daeun),
        lambda: deactivate(haru, daeun),
        lambda: appoint(minji, minji.name, Role.OWNER, [], daeun),
        lambda: invite("x@haru.example", "엑스", Role.OWNER, [], daeun),
    ):
        with pytest.raises(NotYours):
            attempt()
    browser = at(daeun)
    assert browser.post("/desk/settings/agents/", {**NEW, "role": "owner"}).status_code == 422
    assert browser.post(f"/desk/settings/agents/{haru.pk}/leave/").status_code == 422


def test_who_left_cannot_come_in(haru: Agent, minji: Agent, at: At) -> None:
    browser = at(minji)
    at(haru).post(f"/desk/settings/agents/{minji.pk}/leave/")
    assert browser.get("/desk/preferences/").status_code == 302
    reactivate(minji, haru)
    assert at(minji).get("/desk/preferences/").status_code == 200


def test_the_list_says_who_is_at_work(haru: Agent, invited: Agent, minji: Agent, at: At) -> None:
    Agent.objects.filter(pk=minji.pk).update(last_login=timezone.now())
    page = at(haru).get("/desk/settings/agents/").content.decode()
    assert page.count('class="badge" data-tone="waiting"') == 1
    assert "junho@haru.example" in page
