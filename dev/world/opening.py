"""Opens the shop: its people, teams, hours and mailbox, as a set-up in the browser would."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.hashers import make_password

from dev.world import PASSWORD, cast
from dev.world.post import POST_PORT
from onmaru.channels.contact_form.settings import FormSettings
from onmaru.channels.email.settings import EmailSettings, Smtp
from onmaru.channels.webchat.settings import Consent, ContactWay, IdentitySecret, Look, WebchatSettings
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
    Channel.objects.create(
        kind="webchat", name=f"{cast.SHOP_NAME} 채팅", handle=cast.WIDGET, acknowledges=False, settings=widget().to_json()
    )
    Channel.objects.create(kind="contact_form", name=f"{cast.SHOP_NAME} 문의 양식", handle="contact", settings=contact_form().to_json())
    return Channel.objects.create(kind="email", name=f"{cast.SHOP_NAME} 메일", handle=cast.SHOP_ADDRESS, settings=mailbox().to_json())


def mailbox(port: int = POST_PORT) -> EmailSettings:
    """How the shop's mail leaves while no real mail server runs."""
    return EmailSettings(
        smtp=Smtp(host="127.0.0.1", port=port, security="none"),
        signature=f"{cast.SHOP_NAME} 고객센터\n평일 10:00–18:00 (점심 12:30–13:30) · {cast.SHOP_SITE}",
    )


def contact_form() -> FormSettings:
    """The form on the shop's own name."""
    return FormSettings(
        title="문의하기",
        intro="주문번호와 사진이 있으면 더 빨리 확인해 드릴 수 있습니다.",
        own="문의 유형: 배송, 교환·반품, 상품, 기타",
        consent="답변을 드리기 위해 이름, 이메일과 문의 내용을 수집하고 1년 동안 보관합니다.",
        origins=(cast.SHOP_SITE,),
    )


def widget() -> WebchatSettings:
    """The chat on the shop's pages, with the key that the shop's server would sign with."""
    return WebchatSettings(
        # Its own front page shows the chat as well.
        origins=tuple(dict.fromkeys((cast.SHOP_SITE, settings.PUBLIC_URL, "http://localhost:8000", "http://127.0.0.1:8000"))),
        secrets=(IdentitySecret(cast.WIDGET_SECRET),),
        look=Look(primary="#2f6f4f", greeting="안녕하세요, 하루상점이에요. 무엇을 도와드릴까요?", launcher_text="문의하기"),
        ways=(
            ContactWay("chat", "채팅 상담"),
            ContactWay("phone", "전화 02-0000-0000", "tel:+82200000000", when="open"),
            ContactWay("email", "이메일", f"mailto:{cast.SHOP_ADDRESS}"),
        ),
        consent=Consent("상담을 위해 이름, 연락처와 대화 내용을 수집하고 1년 동안 보관합니다.", "2026-11"),
        context=True,
    )


def _week() -> list[list[list[str]]]:
    hours = cast.HOURS
    morning = [f"{hours.opens:%H:%M}", f"{hours.lunch_from:%H:%M}"]
    afternoon = [f"{hours.lunch_until:%H:%M}", f"{hours.closes:%H:%M}"]
    return [[morning, afternoon] if day in hours.weekdays else [] for day in range(7)]
