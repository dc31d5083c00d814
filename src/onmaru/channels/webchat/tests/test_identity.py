"""Who a visitor is: by token, by the shop's word, and never by what anybody can type."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.channels.webchat import handles
from onmaru.channels.webchat.identity import Claim, holds, signed
from onmaru.channels.webchat.models import Session, Visitor
from onmaru.channels.webchat.tests.conftest import SECRET, Browser, widget
from onmaru.customers.models import CustomerMerge
from onmaru.inbox.models import Channel, Conversation

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = int(NOW.timestamp()) + 60


def claimed(external_id: str = "visitor-123", **more: object) -> dict[str, object]:
    return {"external_id": external_id, "hash": signed(SECRET, external_id), **more}


def test_the_published_example() -> None:
    assert signed("webchat-test-identity-secret", "visitor-123") == "8084b383a8ffc45475b00f4c494f9ce47d876639174e804f008f45b9e6b56286"


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        (Claim("1", signed("new", "1")), True),
        (Claim("1", signed("old", "1")), True),
        (Claim("1", signed("new", "1").upper()), True),
        (Claim("1", signed("other", "1")), False),
        (Claim("2", signed("new", "1")), False),
        (Claim("1", ""), False),
        (Claim("", signed("new", "")), False),
        (Claim("1", "ä" * 64), False),
        # Half of a letter, as JSON can write it.
        (Claim("1", "\ud800" * 64), False),
        (Claim("\ud800", "0" * 64), False),
        (Claim("1", signed("new", "1", LATER), LATER), True),
        (Claim("1", signed("new", "1"), LATER), False),
        (Claim("1", signed("new", "1", LATER)), False),
        (Claim("1", signed("new", "1", LATER - 120), LATER - 120), False),
        # An id that looks like another with an end is no such thing.
        (Claim(f"1\n{LATER}", signed("new", f"1\n{LATER}")), False),
        (Claim("1", signed("", "1")), False),
    ],
)
def test_what_the_shop_signed_holds(claim: Claim, good: bool) -> None:
    assert holds(claim, ["new", "old", ""], NOW) is good


def test_a_shop_may_want_signatures_to_end() -> None:
    assert not holds(Claim("1", signed("new", "1")), ["new"], NOW, must_expire=True)
    assert holds(Claim("1", signed("new", "1", LATER), LATER), ["new"], NOW, must_expire=True)


@given(st.text(min_size=1, max_size=50), st.text(min_size=1, max_size=50))
def test_two_customers_of_a_shop_never_share_a_handle(one: str, other: str) -> None:
    channel = Channel(handle="w_haru")
    if one != other:
        assert handles.proven(channel, one) != handles.proven(channel, other)


def test_a_wrong_signature_lets_nobody_in(channel: Channel) -> None:
    browser = Browser(channel)
    for wrong in (
        {**claimed(), "hash": signed("guessed", "visitor-123")},
        {"external_id": "visitor-123"},
        {**claimed(), "external_id": "1"},
    ):
        answer = browser.open(identity=wrong)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "invalid_identity")
    assert not Visitor.objects.exists()


def test_a_shop_may_let_in_only_its_customers(db: None) -> None:
    browser = Browser(widget("w_members", require_identity=True))
    assert browser.open().status_code == 401
    assert browser.open(identity=claimed()).status_code == 201


def test_what_was_written_before_signing_in_comes_along(channel: Channel, visitor: Browser) -> None:
    chat = visitor.begin("로그인 전에 물어봐요")
    before, old_token = visitor.token, visitor.visitor_token
    answer = visitor.open(identity=claimed(name="김유나"))
    assert answer.json()["identified"]
    assert answer.json()["visitor_token"] is None
    assert visitor.texts(chat) == ["로그인 전에 물어봐요"]
    assert visitor.say(chat, "로그인했어요").status_code == 201
    assert Conversation.objects.count() == 1
    assert CustomerMerge.objects.count() == 1
    # The session and the token from before open nothing of it.
    assert visitor.call("GET", f"conversations/{chat}", token=before).status_code == 401
    stranger = Browser(channel)
    assert stranger.open(visitor_token=old_token).json()["conversation"] is None
    assert stranger.call("GET", f"conversations/{chat}").status_code == 404


def test_a_customer_finds_their_chats_on_every_device(channel: Channel) -> None:
    phone, desk = Browser(channel), Browser(channel)
    phone.open(identity=claimed())
    chat = phone.begin("폰에서 썼어요")
    answer = desk.open(identity=claimed())
    assert answer.json()["conversation"]["id"] == chat
    assert desk.texts(chat) == ["폰에서 썼어요"]


def test_who_signs_out_leaves_nothing_behind(channel: Channel) -> None:
    shared = Browser(channel)
    shared.open(identity=claimed("yuna"))
    chat = shared.begin("비밀이에요")
    # The next person at the same computer, without and with an account of their own.
    for said in ({}, {"identity": claimed("jiho")}):
        assert shared.open(**said).json()["conversation"] is None
        assert shared.call("GET", f"conversations/{chat}").status_code == 404


def test_an_address_opens_nothing(channel: Channel) -> None:
    yuna, thief = Browser(channel), Browser(channel)
    yuna.open(identity=claimed("yuna", email="yuna@customer.example", name="김유나", phone="010-0000-1101"))
    chat = yuna.begin("제 주문이요")
    answer = thief.open(identity=claimed("thief", email="yuna@customer.example", name="김유나", phone="010-0000-1101"))
    assert answer.json()["conversation"] is None
    assert thief.call("GET", "conversations").json() == {"conversations": []}
    assert thief.call("GET", f"conversations/{chat}").status_code == 404
    thief.begin("저도요")
    assert len({one.customer.merged.pk for one in Conversation.objects.select_related("customer__person")}) == 2
    assert not CustomerMerge.objects.exists()


def test_only_hashes_are_kept(visitor: Browser) -> None:
    kept = [*Visitor.objects.values_list("token_hash", flat=True), *Session.objects.values_list("token_hash", flat=True)]
    assert visitor.token not in kept
    assert visitor.visitor_token not in kept
    assert all(len(one) == 64 for one in kept)


def test_the_same_id_at_another_widget_is_somebody_else(channel: Channel) -> None:
    here, there = Browser(channel), Browser(widget("w_other"))
    here.open(identity=claimed("12"))
    chat = here.begin("여기")
    there.open(identity=claimed("12"))
    assert there.call("GET", f"conversations/{chat}").status_code == 404


def test_a_session_ends_after_a_day(visitor: Browser) -> None:
    chat = visitor.begin("안녕하세요")
    Session.objects.update(expires_at=Session.objects.get().created_at - timedelta(seconds=1))
    answer = visitor.call("GET", f"conversations/{chat}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "session_expired")
    assert visitor.open().json()["conversation"]["id"] == chat
