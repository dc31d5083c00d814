"""A shop with one of everything in it, and the addresses of all screens that show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from dev.world.opening import open_shop
from onmaru.automation.actions.write_macro import Written, make_macro
from onmaru.cases.actions.ask import ask
from onmaru.channels.actions.set_aside import set_aside
from onmaru.customers.actions.vip import mark_vip
from onmaru.inbox.actions.define_field import define_field
from onmaru.inbox.actions.keep_view import make_view
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.side_write import start_side
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.start_bulk import start_bulk
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation, Tag
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.actions.subscribe import subscribe
from onmaru.people.models import Agent, Team

# What a browser hands over, as RFC 8291 shows it.
KEYS = ("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "BTBZMqHH6r4Tts7J_aSIgg")
# By an address's name: the number or the key that it is opened with.
Keys = dict[str, str | int]


def one_of_everything() -> tuple[Agent, Keys]:
    """Gives who may see all of it, and what addresses are opened with."""
    mailbox = open_shop()
    haru, junho = (Agent.objects.get(email=f"{name}@haru.example") for name in ("haru", "junho"))
    asked = _write(mailbox, "언제 도착하나요? 주문번호는 20261102-114 입니다.", "yuna@customer.example", "배송 문의")
    _write(mailbox, "배송은 언제 오나요?", "yuna.kim@customer.example", "배송 문의")
    asleep = _write(mailbox, "교환하고 싶어요.", "minsu@customer.example", "교환")
    reply(asked, junho, "내일 도착해요.")
    note(asked, junho, "@오하루 택배사에 물어봤어요.")
    tag(asked, "배송", junho)
    snooze(asleep, clock.now() + timedelta(days=1))
    mark_vip(asked.customer, junho)
    side = start_side(asked, junho, ["post@courier.example"], "송장 확인", "114번 송장 확인 부탁드려요.")
    field = define_field(haru, "주문 경로", "choice", ["웹", "앱"])
    macro = make_macro(
        Written("배송 지연", {"ko": "{{고객}}님, 배송이 늦어지고 있어요."}, [{"key": "tag", "params": {"tags": ["지연"]}}]), haru
    )
    view = make_view(haru, "배송", {"tag": "배송"}, for_everybody=True)
    until = (clock.now() - timedelta(hours=1)).isoformat()
    bulk = start_bulk("snooze", {"until": until, "wakes_on": "answer"}, Conversation.objects.visible_to(haru), haru)
    case = ask(asked, haru, "분쟁 조정")
    subscribe(haru, "https://push.example/1", *KEYS, "", "Chrome · Windows")
    delivery = set_aside(mailbox, b"Subject: ?\r\n\r\n", "imap", "key", "unreadable")
    run_waiting()
    assert delivery
    return haru, {
        "desk_conversation": asked.pk, "desk_thread": asked.pk, "desk_side_thread": side.pk, "desk_view": "all",
        "desk_view_settings": view.key, "desk_bulk": bulk.pk, "desk_customer": asked.customer_id, "desk_macro": macro.pk,
        "desk_case": asked.pk, "desk_case_file": case.pk, "settings_field": field.pk, "settings_tag": Tag.objects.all()[0].pk,
        "settings_team": Team.objects.all()[0].pk, "settings_agent": junho.pk, "settings_shifts": junho.pk,
        "settings_abilities": junho.pk, "settings_channel": mailbox.pk,
        "settings_new_channel": "email", "tray_item": delivery.pk,
    }  # fmt: skip


def _write(mailbox: Channel, text: str, handle: str, subject: str) -> Conversation:
    key = uuid4().hex
    return receive(mailbox, Inbound(key, f"{key}@customer.example", Party(handle, "김유나", "from"), text, subject)).message.conversation


def screens(client: Client, keys: Keys) -> Iterator[str]:
    """The address of every page that the desk answers with."""
    for pattern in get_resolver().url_patterns:
        route = str(pattern.pattern)
        if not isinstance(pattern, URLPattern) or not pattern.name or not route.startswith("desk/"):
            continue
        names = list(pattern.pattern.converters)
        if names and pattern.name not in keys:
            continue
        address = reverse(pattern.name, kwargs=dict.fromkeys(names, keys.get(pattern.name)))
        answer = client.get(address)
        if answer.status_code == 200 and not answer.streaming and b"</html>" in answer.content:
            yield address
        answer.close()
