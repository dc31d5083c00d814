"""Coming to the portal by the shop's sign-in."""

from __future__ import annotations

import pytest
from django.test import Client

from onmaru.channels.webchat import handles
from onmaru.channels.webchat.identity import signed
from onmaru.channels.webchat.settings import IdentitySecret, WebchatSettings
from onmaru.customers.actions.identify import identify
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.people.models import Shop

SECRET = "one-that-the-shop-signs-with"


@pytest.fixture
def widget(db: None) -> Channel:
    Shop.objects.create(name="하루상점")
    made = Channel.objects.create(
        kind="webchat", name="채팅", handle="w_haru", settings=WebchatSettings(secrets=(IdentitySecret(SECRET),)).to_json()
    )
    identify("webchat", handles.proven(made, "customer-12"), "김유나")
    return made


def asked(**changed: object) -> str:
    expires = int(clock.now().timestamp()) + 300
    query = {"widget": "w_haru", "id": "customer-12", "expires": expires, "hash": signed(SECRET, "customer-12", expires), **changed}
    client = Client()
    client.get("/inquiries/sign-in/shop/", query)
    answer = client.get("/inquiries/")
    return answer.content.decode() if answer.status_code == 200 else ""


def test_whom_the_shop_signed_for_sees_their_inquiries(widget: Channel) -> None:
    assert "김유나" in asked()


@pytest.mark.parametrize(
    "changed",
    [
        {"hash": "0" * 64},
        {"id": "customer-13"},
        {"expires": 1},
        {"expires": ""},
        {"widget": "w_other"},
        {"expires": "", "hash": signed(SECRET, "customer-12")},
        {"hash": signed("another-secret", "customer-12", 9999999999), "expires": 9999999999},
    ],
)
def test_nobody_else_does(widget: Channel, changed: dict[str, object]) -> None:
    assert asked(**changed) == ""


def test_a_paused_widget_lets_nobody_in(widget: Channel) -> None:
    Channel.objects.update(paused_at=clock.now())
    assert asked() == ""
