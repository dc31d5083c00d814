import re

import pytest
from django.test import Client

from onmaru.channels.webchat.settings import of
from onmaru.channels.webchat.tests.test_widget_page import given
from onmaru.inbox.models import Channel
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role

TYPED = {
    "name": "하루상점", "origins": "https://haru.example\nhttps://m.haru.example/shop", "primary": "#E8590C", "theme": "auto",
    "position": "left", "greeting": "무엇을 도와드릴까요?", "launcher_text": "문의", "sound": "on", "takes_files": "on",
    "consent": "동의합니다.", "context": "on", "email_asked": "must", "chat_when": "always", "chat_place": "2", "kakao_when": "open",
    "kakao_place": "1", "kakao_title": "카카오톡", "kakao_url": "https://pf.kakao.com/_haru/chat", "kakao_pages": "/order /cart",
}  # fmt: skip


@pytest.fixture
def owner(client: Client, db: None) -> Client:
    Shop.objects.create(name="하루상점")
    client.force_login(Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER))
    return client


def test_a_chat_is_connected_and_changed_in_the_browser(owner: Client) -> None:
    assert owner.get("/desk/settings/channels/new/webchat/").status_code == 200
    answer = owner.post("/desk/settings/channels/new/webchat/", TYPED)
    channel = Channel.objects.get()
    assert answer["Location"] == f"/desk/settings/channels/{channel.pk}/"
    kept = of(channel)
    assert kept.origins == ("https://haru.example", "https://m.haru.example")
    assert (kept.look.primary, kept.look.position, kept.look.launcher_text) == ("#e8590c", "left", "문의")
    assert [(way.kind, way.when, way.pages) for way in kept.ways] == [("kakao", "open", ("/order", "/cart")), ("chat", "always", ())]
    assert [(field.name, field.kind, field.required) for field in kept.pre_chat] == [("email", "email", True)]
    [secret] = kept.secrets
    assert secret.value
    assert kept.consent.version

    page = owner.get(answer["Location"]).content.decode()
    assert f"/widget/{channel.handle}/v1.js" in page
    owner.post(answer["Location"], {**TYPED, "new_secret": "on", "consent": "다르게 동의합니다."})
    changed = of(Channel.objects.get())
    assert changed.secrets[1] == secret
    assert changed.consent.version != kept.consent.version
    assert Channel.objects.get().handle == channel.handle


def test_signatures_may_have_to_end_and_the_shop_reads_how(owner: Client) -> None:
    address = owner.post("/desk/settings/channels/new/webchat/", {**TYPED, "identity_expires": "on"})["Location"]
    channel = Channel.objects.get()
    assert of(channel).identity_expires
    page = owner.get(address).content.decode()
    assert re.search(r'name="identity_expires"[^>]* checked', page)
    assert "data-expires=" in page
    assert f"/inquiries/sign-in/shop/?widget={channel.handle}&amp;id=" in page
    owner.post(address, TYPED)
    assert not of(Channel.objects.get()).identity_expires


def test_a_shop_may_have_a_name_in_korean(owner: Client) -> None:
    owner.post("/desk/settings/channels/new/webchat/", {**TYPED, "origins": "https://하루상점.kr"})
    channel = Channel.objects.get()
    spoken = "https://" + "하루상점".encode("idna").decode() + ".kr"
    assert of(channel).allows(spoken)
    assert spoken in Client().get(f"/widget/{channel.handle}/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("origins", "haru.example"),
        ("origins", "https://*"),
        ("primary", "red"),
        ("kakao_url", "javascript:alert(1)"),
        ("kakao_title", ""),
        ("kakao_pages", "order"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_its_field(owner: Client, name: str, typed: str) -> None:
    answer = owner.post("/desk/settings/channels/new/webchat/", {**TYPED, name: typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {name}
    assert not Channel.objects.exists()


def test_the_preview_shows_what_is_typed_and_only_to_ourselves(owner: Client) -> None:
    answer = owner.get("/desk/settings/channels/chat-preview/", {**TYPED, "origins": ""})
    shown = given(answer.content.decode())
    assert shown["preview"] is True
    assert shown["config"]["greeting"] == "무엇을 도와드릴까요?"
    assert answer["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert not Channel.objects.exists()
    assert Client().get("/desk/settings/channels/chat-preview/").status_code == 302
