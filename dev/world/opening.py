"""Opens the shop: its people, teams, hours and mailbox, as a set-up in the browser would."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from dev.world import PASSWORD, cast
from dev.world.post import POST_PORT
from onmaru.channels.email.settings import EmailSettings, Smtp
from onmaru.customers.models import Organization
from onmaru.inbox.models import Channel
from onmaru.notices.actions.wish import wish
from onmaru.people.models import Agent, BusinessHours, Shop, Team


def open_shop() -> Channel:
    """The shop with everybody in it; gives its mailbox."""
    Shop.objects.create(name=cast.SHOP_NAME, language="ko", time_zone=cast.TIME_ZONE)
    BusinessHours.objects.create(week=_week(), time_zone=cast.TIME_ZONE, holidays="KR")
    teams = {team.key: Team.objects.create(name=team.name) for team in cast.TEAMS}
    password = make_password(PASSWORD)
    for person in cast.AGENTS:
        agent = Agent.objects.create(email=person.email, name=person.name, role=person.role, password=password)
        agent.teams.set([teams[key] for key in person.teams])
        # Nobody reads the mailboxes of these people.
        wish(agent, digest_after=0)
    for organization in cast.ORGANIZATIONS:
        Organization.objects.create(name=organization.name, domains=[organization.domain])
    return Channel.objects.create(kind="email", name=f"{cast.SHOP_NAME} 메일", handle=cast.SHOP_ADDRESS, settings=mailbox().to_json())


def mailbox(port: int = POST_PORT) -> EmailSettings:
    """How the shop's mail leaves while no real mail server runs."""
    return EmailSettings(
        smtp=Smtp(host="127.0.0.1", port=port, security="none"),
        signature=f"{cast.SHOP_NAME} 고객센터\n평일 10:00–18:00 (점심 12:30–13:30) · {cast.SHOP_SITE}",
    )


def _week() -> list[list[list[str]]]:
    hours = cast.HOURS
    morning = [f"{hours.opens:%H:%M}", f"{hours.lunch_from:%H:%M}"]
    afternoon = [f"{hours.lunch_until:%H:%M}", f"{hours.closes:%H:%M}"]
    return [[morning, afternoon] if day in hours.weekdays else [] for day in range(7)]
