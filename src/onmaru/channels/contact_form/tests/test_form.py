"""From a page anybody can open to a conversation, without a script."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onmaru.channels import adapter
from onmaru.channels.contact_form import public
from onmaru.channels.contact_form.settings import FormSettings, own_fields
from onmaru.channels.email.adapter import EmailAdapter
from onmaru.channels.models import Delivery
from onmaru.channels.shared_limits import SharedRate
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message
from onmaru.inbox.outbound import Outbound, Receipt
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TYPED = {
    "email": "Yuna@Customer.example",
    "name": "김유나",
    "subject": "머그컵 파손",
    "text": "손잡이가 깨져서 왔어요.",
    "order_number": "20261117-0001061",
}


class Office(EmailAdapter):
    def __init__(self) -> None:
        self.sent: list[Outbound] = []

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        handing_over()
        self.sent.append(outbound)
        return Receipt(external_id=outbound.external_id)


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("by_address", "by_person", "by_channel"):
        monkeypatch.setattr(public, name, SharedRate(name, 1000, 60))


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office()
    monkeypatch.setitem(adapter._adapters, "email", office)
    Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")
    return office


@pytest.fixture
def form(db: None) -> Channel:
    Shop.objects.create(name="하루상점")
    asked = FormSettings(own="색상*: 빨강, 파랑\n모델명", consent="이름과 주소를 1년 동안 보관합니다.", origins=("https://haru.example",))
    return Channel.objects.create(kind="contact_form", name="문의 양식", handle="contact", settings=asked.to_json())


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True, headers={"accept-language": "ko"})


@pytest.fixture
def stamped(form: Channel, visitor: Client) -> Iterator[str]:
    """A form that was opened a while ago."""
    page = visitor.get("/forms/contact/").content.decode()
    found = re.search(r'name="stamp" value="([^"]+)"', page)
    assert found
    with clock_of_signing(60):
        yield found[1]


@contextmanager
def clock_of_signing(seconds: float) -> Iterator[None]:
    real = time.time
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: real() + seconds)
        yield


def typed(stamp: str, **changed: object) -> dict[str, object]:
    return {**TYPED, "stamp": stamp, "own0": "파랑", "own1": "HM-3", "consent": "on", **changed}


def test_what_is_typed_becomes_a_conversation_answered_by_mail(
    form: Channel, visitor: Client, stamped: str, office: Office, minji: Agent
) -> None:
    file = SimpleUploadedFile("깨진 머그.png", PNG, "text/html")
    answer = visitor.post("/forms/contact/", typed(stamped, attachments=[file]))
    assert answer.status_code == 303
    assert "yu••@customer.example" in visitor.get(answer.headers["Location"]).content.decode()
    delivery = Delivery.objects.get()
    assert json.loads(delivery.payload.raw.split(b"\n")[0])["consent"], "which words were agreed to"
    run_waiting()
    conversation = Conversation.objects.get()
    [message] = conversation.messages.filter(direction="in")
    assert (conversation.subject, message.sender_handle, message.sender_name) == ("머그컵 파손", "yuna@customer.example", "김유나")
    assert message.text.endswith(": 20261117-0001061\n색상: 파랑\n모델명: HM-3") and message.text.startswith("손잡이가 깨져서 왔어요.\n\n")
    assert message.warnings == ["typed_sender"]
    [kept] = message.attachments.all()
    assert (kept.name, kept.content_type, kept.size) == ("깨진 머그.png", "image/png", len(PNG))
    run_waiting(clock.now() + timedelta(minutes=1))
    [acknowledged] = office.sent
    assert acknowledged.automatic and str(conversation.pk) in acknowledged.text
    assert [party.handle for party in acknowledged.to] == ["yuna@customer.example"]
    answered = reply(conversation, minji, "새 머그컵을 보내 드릴게요.")
    with clock.frozen_at(clock.now() + timedelta(minutes=1)):
        run_waiting(clock.now())
    assert office.sent[1].text == "새 머그컵을 보내 드릴게요."
    assert Dispatch.objects.select_related("via").get(pk=answered.pk).via.kind == "email"  # pyright: ignore[reportOptionalMemberAccess]


def test_sent_twice_it_is_one_message_and_changed_it_is_another(form: Channel, visitor: Client, stamped: str) -> None:
    for _ in range(2):
        assert visitor.post("/forms/contact/", typed(stamped)).status_code == 303
    run_waiting()
    assert Message.objects.filter(direction="in").count() == 1
    visitor.post("/forms/contact/", typed(stamped, text="하나 더 여쭤볼게요."))
    run_waiting()
    assert Conversation.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"email": "yuna"}, "손잡이가 깨져서 왔어요."),
        ({"text": ""}, "김유나"),
        ({"own0": "초록"}, "HM-3"),
        ({"consent": ""}, "김유나"),
        ({"website": "https://spam.example"}, "손잡이가 깨져서 왔어요."),
        ({"name": "www.cheap-pills.com"}, "손잡이가 깨져서 왔어요."),
        ({"attachments": [SimpleUploadedFile("사진.png", b"<html><script>")]}, "손잡이가 깨져서 왔어요."),
        ({"attachments": [SimpleUploadedFile("virus.exe", b"MZ\x90\x00")]}, "김유나"),
        ({"attachments": [SimpleUploadedFile(f"{n}.png", PNG) for n in range(6)]}, "김유나"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    form: Channel, visitor: Client, stamped: str, changed: dict[str, object], kept: str
) -> None:
    answer = visitor.post("/forms/contact/", typed(stamped, **changed))
    assert answer.status_code == 422
    assert kept in answer.content.decode() and 'role="alert"' in answer.content.decode()
    assert not Delivery.objects.exists()


def test_what_a_program_sends_in_a_blink_is_asked_for_once_more(form: Channel, visitor: Client) -> None:
    page = visitor.get("/forms/contact/").content.decode()
    stamp = re.findall(r'name="stamp" value="([^"]+)"', page)[0]
    assert visitor.post("/forms/contact/", typed(stamp)).status_code == 422
    with clock_of_signing(5):
        assert visitor.post("/forms/contact/", typed(stamp)).status_code == 303
    with clock_of_signing(2 * 24 * 3600):
        assert visitor.post("/forms/contact/", typed(stamp)).status_code == 422


def test_plain_html_of_the_shop_may_send_it_and_nobody_else_s(form: Channel, visitor: Client) -> None:
    words = typed("")
    assert visitor.post("/forms/contact/", words, headers={"origin": "https://elsewhere.example"}).status_code == 422
    for _ in range(2):
        assert visitor.post("/forms/contact/", words, headers={"origin": "https://haru.example"}).status_code == 303
    assert Delivery.objects.count() == 1


def test_who_sends_too_much_is_told_to_wait_and_keeps_the_words(
    form: Channel, visitor: Client, stamped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "by_address", SharedRate("of a test", 2, 60))
    for number in range(2):
        assert visitor.post("/forms/contact/", typed(stamped, text=f"{number}번째")).status_code == 303
    refused = visitor.post("/forms/contact/", typed(stamped, text="세 번째"))
    assert (refused.status_code, "세 번째" in refused.content.decode()) == (429, True)
    other = visitor.post("/forms/contact/", typed(stamped, text="다른 곳에서"), REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 303, "flooding slows only the flooder"


def test_it_may_stand_only_in_pages_of_the_shop(form: Channel, visitor: Client) -> None:
    alone, framed = visitor.get("/forms/contact/"), visitor.get("/forms/contact/?embedded")
    assert "frame-ancestors 'none'" in alone["Content-Security-Policy"] and alone["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'self' https://haru.example" in framed["Content-Security-Policy"] and "X-Frame-Options" not in framed
    assert "<script" not in alone.content.decode()


def test_a_paused_form_and_an_unknown_one_are_not_there(form: Channel, visitor: Client) -> None:
    assert visitor.get("/forms/other/").status_code == 404
    Channel.objects.update(paused_at=clock.now())
    assert visitor.get("/forms/contact/").status_code == 404
    assert visitor.get("/forms/contact/sent/forged/").status_code == 404


def test_it_speaks_english_too(form: Channel, visitor: Client) -> None:
    page = visitor.get("/forms/contact/?lang=en")
    assert "Order number" in page.content.decode() and page.cookies["django_language"].value == "en"


def test_fields_of_the_shop_s_own_are_read_a_line_each() -> None:
    found = own_fields("색상*: 빨강, 파랑\n\n모델명")
    assert [(one.label, one.must, one.choices) for one in found] == [("색상", True, ("빨강", "파랑")), ("모델명", False, ())]
    for bad in (": 빨강", "색상\n색상", "\n".join(f"f{n}" for n in range(11))):
        with pytest.raises(ValueError, match=r".*"):
            own_fields(bad)


def test_an_admin_makes_one(db: None, junho: Agent, office: Office) -> None:
    junho.role = Role.ADMIN
    junho.save()
    desk = Client()
    desk.force_login(junho)
    said = {
        "name": "문의 양식", "address": "Contact", "ask_name": "must", "ask_phone": "maybe", "ask_order_number": "no", "ask_subject": "no",
        "attachments": "3", "origins": "https://haru.example/", "own": "색상: 빨강, 파랑",
    }  # fmt: skip
    refused = desk.post("/desk/settings/channels/new/contact_form/", {**said, "origins": "haru"})
    assert refused.status_code == 422
    assert desk.post("/desk/settings/channels/new/contact_form/", said).status_code == 302
    made = Channel.objects.get(kind="contact_form")
    assert (made.handle, made.settings["origins"], made.settings["files"]) == ("contact", ["https://haru.example"], 3)
    page = desk.get(f"/desk/settings/channels/{made.pk}/").content.decode()
    assert "&lt;iframe src=" in page and "/forms/contact/" in page
