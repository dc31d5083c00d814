"""Every page of the settings, whoever declares it, has its door."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from onmaru.automation.models import Rule
from onmaru.inbox.models import Channel, CustomField, Tag
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.people.tests.conftest import At
from onmaru.segments.models import Segment

PAGES = sorted(str(name) for name in get_resolver().reverse_dict if str(name).startswith(("settings", "setup_mailbox", "setup_test")))


@pytest.fixture
def addresses(haru: Agent) -> dict[str, str]:
    """The address of each page, with rows for those that are about one."""
    Channel.objects.create(pk=1, kind="email", name="메일", handle="help@haru.example")
    Tag.objects.create(pk=1, name="교환")
    CustomField.objects.create(pk=1, name="유입 경로")
    Team.objects.create(pk=1, name="배송팀")
    Segment.objects.create(pk=1, name_ko="VIP 고객", terms="vip=yes", created_at=clock.now())
    Rule.objects.create(pk=1, name="파손", trigger="message.arrived", created_at=clock.now(), updated_at=clock.now())
    Agent.objects.create(pk=1_000_001, email="seoyeon@haru.example", name="이서연", role=Role.LIGHT)
    about = {
        **dict.fromkeys(
            (
                "settings_agent",
                "settings_invitation",
                "settings_leave",
                "settings_return",
                "settings_shifts",
                "settings_shifts_end",
                "settings_abilities",
            ),
            1_000_001,
        ),
        "settings_new_channel": "email",
        "settings_reason": "delivery",
    }

    def address(name: str) -> str:
        try:
            return reverse(name)
        except NoReverseMatch:
            pass
        try:
            return reverse(name, args=[about.get(name, 1)])
        except NoReverseMatch:
            # A version of something.
            return reverse(name, args=[1, 1])

    return {name: address(name) for name in PAGES if name != "setup_test_delivery"}


def test_there_are_pages(addresses: dict[str, str]) -> None:
    assert len(addresses) > 20


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.LIGHT])
def test_who_may_not_configure_sees_none(addresses: dict[str, str], at: At, role: Role) -> None:
    visitor = at(Agent.objects.create(email="a@haru.example", name="가", role=role))
    for name, address in addresses.items():
        assert visitor.get(address).status_code == 403, name
        assert visitor.post(address).status_code == 403, name
    assert Team.objects.exists() and Tag.objects.exists()


def test_a_stranger_is_asked_to_sign_in(addresses: dict[str, str]) -> None:
    for name, address in addresses.items():
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"), name


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
def test_who_may_configure_sees_all(addresses: dict[str, str], at: At, role: Role) -> None:
    visitor = at(Agent.objects.create(email="a@haru.example", name="가", role=role))
    # What can only be done has no page of its own.
    answers = {name: visitor.get(address).status_code for name, address in addresses.items()}
    assert {name: status for name, status in answers.items() if status not in {200, 302, 405}} == {}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_rail_leads_there(haru: Agent, minji: Agent, at: At, language: str) -> None:
    Agent.objects.update(language=language)
    assert b"/desk/settings/shop/" in at(haru).get(reverse("desk_preferences")).content
    assert b"/desk/settings/shop/" not in at(minji).get(reverse("desk_preferences")).content
