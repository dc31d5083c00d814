import json

import pytest
from django.test import Client

from onmaru.channels.email import form as email_form
from onmaru.channels.email import settings as email_settings
from onmaru.channels.email.models import Mailbox
from onmaru.channels.form import Trial
from onmaru.channels.models import Delivery
from onmaru.events.models import Event
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role
from onmaru.triage.models import AcknowledgementText
from onmaru.triage.wording import ko

NEW = "/desk/settings/channels/new/email/"
TYPED = {
    "name": "하루상점", "address": "Help@naver.com", "preset": "naver", "password": "app-password", "acknowledges": "on",
    "imap_security": "tls", "smtp_security": "starttls", "imap_folder": "INBOX",
}  # fmt: skip
OWN_SERVERS = {
    **TYPED, "preset": "other", "imap_host": "imap.haru.example", "imap_port": "993", "smtp_host": "smtp.haru.example", "smtp_port": "465",
    "smtp_security": "tls",
}  # fmt: skip


@pytest.fixture
def admin(db: None) -> Client:
    Shop.objects.create(name="하루상점")
    client = Client()
    client.force_login(Agent.objects.create(email="daeun@haru.example", name="정다은", role=Role.ADMIN))
    return client


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[email_settings.EmailSettings]:
    """In place of the servers: every trial is noted, and goes well."""
    seen: list[email_settings.EmailSettings] = []

    def tried(settings: email_settings.EmailSettings, channel_id: int) -> list[Trial]:
        seen.append(settings)
        return [Trial("받기", True, "좋아요")]

    monkeypatch.setattr(email_form, "tried", tried)
    return seen


def test_an_empty_list_leads_to_the_first_channel(admin: Client) -> None:
    first = "아직 채널이 없어요"
    for view in ("mine", "resolved"):
        body = admin.get(f"/desk/views/{view}/").text
        assert first in body and NEW in body
    # Who cannot connect one is not sent there.
    minji = Client()
    minji.force_login(Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT))
    assert first not in minji.get("/desk/views/mine/").text
    Channel.objects.create(kind="sandbox", name="연습", handle="practice")
    assert first not in admin.get("/desk/views/mine/").text


def test_a_mailbox_is_tried_and_connected(admin: Client, tries: list[email_settings.EmailSettings]) -> None:
    answer = admin.post(NEW, TYPED)
    channel = Channel.objects.get()
    assert answer["Location"] == f"/desk/settings/channels/{channel.pk}/"
    assert (channel.kind, channel.handle, channel.acknowledges) == ("email", "help@naver.com", True)
    kept = email_settings.of(channel)
    assert kept == tries[0] and kept.imap and kept.smtp
    assert (kept.imap.host, kept.imap.user, kept.imap.password) == ("imap.naver.com", "help@naver.com", "app-password")
    assert (kept.smtp.host, kept.smtp.port, kept.smtp.password) == ("smtp.naver.com", 587, "app-password")


def test_servers_of_ones_own(admin: Client, tries: list[email_settings.EmailSettings]) -> None:
    admin.post(
        NEW, {**OWN_SERVERS, "imap_user": "haru", "after": "온마루", "smtp_password": "other", "aliases": "a@x.example, B@x.example"}
    )
    kept = email_settings.of(Channel.objects.get())
    assert kept.imap and kept.smtp
    assert (kept.imap.host, kept.imap.user, kept.imap.after) == ("imap.haru.example", "haru", "move:온마루")
    assert (kept.smtp.port, kept.smtp.security, kept.smtp.password) == (465, "tls", "other")
    assert kept.aliases == ("a@x.example", "b@x.example")


def test_what_does_not_work_is_said_and_not_kept(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_form, "tried", lambda settings, channel_id: [Trial("받기", False, "비밀번호가 틀립니다")])
    answer = admin.post(NEW, TYPED)
    assert answer.status_code == 422 and "비밀번호가 틀립니다" in answer.content.decode()
    assert not Channel.objects.exists()
    # A server that is down today is no reason not to go on.
    admin.post(NEW, {**TYPED, "anyway": "1"})
    assert Channel.objects.exists()


@pytest.mark.parametrize("wrong", [{"address": "help"}, {"password": ""}, {"name": ""}, {"preset": "other"}, {"preset": "hotmail"}])
def test_what_is_missing_is_asked_for(admin: Client, tries: list[email_settings.EmailSettings], wrong: dict[str, str]) -> None:
    answer = admin.post(NEW, {**TYPED, **wrong})
    assert answer.status_code == 422 and 'class="error"' in answer.content.decode()
    assert not tries and not Channel.objects.exists()


def test_an_account_is_connected_once(admin: Client, tries: list[email_settings.EmailSettings]) -> None:
    admin.post(NEW, TYPED)
    assert admin.post(NEW, TYPED).status_code == 422
    assert Channel.objects.count() == 1


def test_secrets_are_never_shown_and_stay_when_left_empty(admin: Client, tries: list[email_settings.EmailSettings]) -> None:
    token = {"oauth_provider": "google", "client_id": "c", "client_secret": "s3cret-1", "refresh_token": "s3cret-2"}
    hook = {"esp_provider": "mailgun", "signing_key": "s3cret-3", "api_key": "s3cret-4"}
    admin.post(NEW, {**TYPED, **token, **hook, "password": "s3cret-5"})
    address = f"/desk/settings/channels/{Channel.objects.get().pk}/"
    assert b"s3cret" not in admin.get(address).content
    blank = {**TYPED, **token, **hook, "password": "", "client_secret": "", "refresh_token": "", "signing_key": "", "api_key": ""}
    assert admin.post(address, {**blank, "name": "새 이름"}).status_code == 302
    channel = Channel.objects.get()
    kept = json.dumps(channel.settings)
    assert channel.name == "새 이름"
    assert all(f"s3cret-{number}" in kept for number in range(1, 6))
    assert "s3cret" not in json.dumps(list(Event.objects.values_list("data", flat=True)))


def test_one_password_serves_both_until_told_otherwise(admin: Client, tries: list[email_settings.EmailSettings]) -> None:
    admin.post(NEW, TYPED)
    admin.post(f"/desk/settings/channels/{Channel.objects.get().pk}/", {**TYPED, "password": "newer"})
    kept = email_settings.of(Channel.objects.get())
    assert kept.imap and kept.smtp and kept.imap.password == kept.smtp.password == "newer"


def test_pausing_and_going_on(admin: Client) -> None:
    channel = Channel.objects.create(kind="email", name="메일", handle="help@haru.example")
    admin.post(f"/desk/settings/channels/{channel.pk}/pause/")
    assert not Channel.objects.active().exists()
    admin.post(f"/desk/settings/channels/{channel.pk}/pause/end/")
    assert Channel.objects.active().exists()


def test_how_a_mailbox_fares(admin: Client) -> None:
    channel = Channel.objects.create(
        kind="email", name="메일", handle="help@haru.example", settings={"imap": {"host": "imap.haru.example"}}
    )
    Mailbox.objects.create(channel=channel, failing_since=clock.now(), last_error="서버가 대답하지 않습니다")
    for address in ("/desk/settings/channels/", f"/desk/settings/channels/{channel.pk}/"):
        assert "서버가 대답하지 않습니다" in admin.get(address).content.decode()


def test_a_kind_without_a_form_cannot_be_added(admin: Client) -> None:
    assert admin.get("/desk/settings/channels/new/sandbox/").status_code == 404
    assert admin.get("/desk/settings/channels/new/nothing/").status_code == 404


def test_the_words_of_the_acknowledgement(admin: Client) -> None:
    channel = Channel.objects.create(kind="email", name="메일", handle="help@haru.example")
    address = f"/desk/settings/channels/{channel.pk}/acknowledgement/"
    assert "{promise}" in admin.get(address).content.decode()
    admin.post(address, {"ko": "안녕하세요 {name}. {number}번, {promise}", "en": ""})
    assert AcknowledgementText.objects.get().language == "ko"
    for wrong in ("{number}만 있어요", "{promise} {number} {password}"):
        assert admin.post(address, {"ko": wrong, "en": ""}).status_code == 422
    admin.post(address, {"ko": ko.TEXT.replace("\n", "\r\n"), "en": ""})
    assert not AcknowledgementText.objects.exists()


@pytest.mark.parametrize("has_mailbox", [True, False])
def test_the_test_message_takes_the_real_way(admin: Client, has_mailbox: bool) -> None:
    if has_mailbox:
        Channel.objects.create(kind="email", name="메일", handle="help@haru.example")
    answer = admin.post("/setup/test/")
    page = answer["Location"]
    assert b"hx-trigger" in admin.get(page).content
    run_waiting()
    conversation = Conversation.objects.get()
    assert conversation.channel.kind == ("email" if has_mailbox else "sandbox")
    shown = admin.get(page, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).content.decode()
    assert f"/desk/conversations/{conversation.pk}/" in shown and "hx-trigger" not in shown
    # Nobody is there to be acknowledged.
    assert not conversation.messages.filter(automatic=True).exists()


def test_only_test_messages_are_shown_there(admin: Client) -> None:
    channel = Channel.objects.create(kind="sandbox", name="연습", handle="practice")
    delivery = Delivery.objects.create(channel=channel, source="hook", key="k", raw=b"{}", size=2, received_at=clock.now())
    assert admin.get(f"/setup/test/{delivery.pk}/").status_code == 404


def test_the_set_up_connects_a_mailbox(admin: Client, tries: list[email_settings.EmailSettings]) -> None:
    assert admin.post("/setup/mailbox/", TYPED)["Location"] == "/setup/test/"
    assert admin.post("/setup/mailbox/", TYPED).status_code == 422
    assert Channel.objects.count() == 1
