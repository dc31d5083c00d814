from collections.abc import Iterator
from datetime import timedelta

import pytest
import pytest_django
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from onmaru.inbox.actions.note import note
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.actions import push as pushing
from onmaru.notices.actions.push import push_one
from onmaru.notices.actions.subscribe import MOST_BROWSERS, our_keys
from onmaru.notices.actions.trial import confirm_trial
from onmaru.notices.actions.wish import wish
from onmaru.notices.desk.push import browser_name
from onmaru.notices.models import Notice, PushKeys, Subscription
from onmaru.notices.push.deliver import Busy
from onmaru.notices.push.encrypt import LONGEST, InvalidTag, UnusableKeys, decrypt, encrypt, padless, point_of, unpadded
from onmaru.notices.tests.push_service import PushService, push_service
from onmaru.people.models import Agent


def private_key(number: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unpadded(number), "big"), ec.SECP256R1())


def test_the_example_of_rfc_8291() -> None:
    body = encrypt(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        private=private_key("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
        salt=unpadded("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert padless(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert decrypt(body, private_key("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "BTBZMqHH6r4Tts7J_aSIgg") == (
        b"When I grow up, I want to be a watermelon"
    )


@given(st.binary(max_size=LONGEST))
def test_only_the_browser_reads_it(plain: bytes) -> None:
    browser, auth = ec.generate_private_key(ec.SECP256R1()), padless(b"0123456789abcdef")
    body = encrypt(plain, padless(point_of(browser)), auth)
    assert decrypt(body, browser, auth) == plain
    with pytest.raises(InvalidTag):
        decrypt(body, browser, padless(b"another secret.."))


@pytest.mark.parametrize(
    ("p256dh", "auth"), [("", ""), ("BA", "BTBZMqHH6r4Tts7J_aSIgg"), ("한글", "x"), (padless(b"\x04" + b"1" * 64), padless(b"1" * 16))]
)
def test_keys_that_are_none(p256dh: str, auth: str) -> None:
    with pytest.raises(UnusableKeys):
        encrypt(b"", p256dh, auth)


def test_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        encrypt(b"x" * (LONGEST + 1), "", "")


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36", "Chrome · Windows"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari · iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125 Safari/537.36",
            "Samsung Internet · Android",
        ),
    ],
)
def test_a_browser_has_a_name(says: str, name: str) -> None:
    assert browser_name(says) == name


@pytest.fixture
def service(settings: pytest_django.Settings) -> Iterator[PushService]:
    settings.PRIVATE_HOSTS_ALLOWED = ["127.0.0.1"]
    with push_service() as service:
        yield service


@pytest.fixture
def browser(service: PushService, minji: Agent, client: Client) -> Client:
    """김민지's browser, which takes pushes at any hour."""
    wish(minji, quiet="never", names_subjects=True)
    client.force_login(minji)
    assert client.post("/desk/push/", {"endpoint": service.endpoint, "p256dh": service.p256dh, "auth": service.auth}).status_code == 204
    return client


@pytest.mark.django_db
def test_a_mention_reaches_the_browser_encrypted(browser: Client, service: PushService, write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write(subject="배송 문의").conversation
    note(conversation, junho, "@민지")
    run_waiting()
    [(headers, message)] = service.handed
    notice = Notice.objects.get()
    assert (
        message["url"] == f"/desk/notices/{notice.pk}/"
        and message["body"] == f"#{conversation.pk} 배송 문의"
        and "박준호" in message["title"]
    )
    assert (headers["topic"], headers["urgency"]) == (f"conversation-{conversation.pk}", "high")
    assert notice.pushed_at
    # The job again, the same notice: nothing more.
    pushing.push(notice.pk)
    run_waiting()
    assert len(service.handed) == 1


@pytest.mark.django_db
def test_nothing_is_pushed_at_a_bad_time(
    browser: Client, service: PushService, write: Write, minji: Agent, junho: Agent, monkeypatch
) -> None:
    conversation = write().conversation
    wish(minji, quiet="hours", quiet_from="00:00", quiet_to="23:59:59")
    note(conversation, junho, "@민지")
    run_waiting()
    wish(minji, quiet="never")
    monkeypatch.setattr(pushing, "MOST", 1)
    for _ in range(3):
        note(conversation, junho, "@민지")
        run_waiting()
    assert len(service.handed) == 1
    # Signed out: this browser is somebody else's now, perhaps.
    monkeypatch.setattr(pushing, "MOST", 99)
    browser.logout()
    note(conversation, junho, "@민지")
    run_waiting()
    assert len(service.handed) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "left"), [(404, 0), (410, 0), (403, 1)])
def test_what_a_push_service_refuses(browser: Client, service: PushService, write: Write, junho: Agent, answer: int, left: int) -> None:
    service.answers = answer
    note(write().conversation, junho, "@민지")
    run_waiting()
    assert Subscription.objects.count() == left
    assert [row.fault for row in Subscription.objects.all()] == ["refused"] * left


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [429, 503])
def test_a_busy_push_service_is_tried_again(browser: Client, service: PushService, write: Write, junho: Agent, answer: int) -> None:
    service.answers = answer
    note(write().conversation, junho, "@민지")
    with pytest.raises(Busy):
        run_waiting()
    service.answers = 201
    push_one(Subscription.objects.get().pk, Notice.objects.get().pk)
    assert len(service.handed) == 1


@pytest.mark.django_db
def test_a_trial_proves_its_arrival_once(browser: Client, service: PushService, minji: Agent, junho: Agent) -> None:
    subscription = Subscription.objects.get()
    address = f"/desk/push/browsers/{subscription.pk}/"
    assert browser.post(address).status_code == 302
    assert browser.post(address).status_code == 429
    run_waiting()
    [(_, message)] = service.handed
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post("/push/received/nothing/").status_code == 404
    assert stranger.post(message["receipt"]).status_code == 204
    assert stranger.post(message["receipt"]).status_code == 404
    assert Subscription.objects.get().received_at and not confirm_trial("")
    # Others' browsers are not there.
    browser.force_login(junho)
    assert browser.post(address).status_code == browser.delete(address).status_code == 404


@pytest.mark.django_db
def test_a_browser_has_one_owner_and_leaves_by_its_owner_alone(browser: Client, service: PushService, minji: Agent, junho: Agent) -> None:
    browser.force_login(junho)
    browser.delete(f"/desk/push/?endpoint={service.endpoint}")
    assert Subscription.objects.get().agent == minji
    browser.post("/desk/push/", {"endpoint": service.endpoint, "p256dh": service.p256dh, "auth": service.auth})
    assert Subscription.objects.get().agent == junho
    for number in range(MOST_BROWSERS + 3):
        browser.post("/desk/push/", {"endpoint": f"{service.endpoint}/{number}", "p256dh": service.p256dh, "auth": service.auth})
    assert Subscription.objects.count() == MOST_BROWSERS
    browser.delete(f"/desk/push/?endpoint={service.endpoint}/22")
    assert Subscription.objects.count() == MOST_BROWSERS - 1


@pytest.mark.django_db
@pytest.mark.parametrize("endpoint", ["", "http://push.example/1", "ftp://push.example/1", "javascript:1", "https://" + "x" * 1000])
def test_an_endpoint_that_is_none(client: Client, minji: Agent, service: PushService, endpoint: str) -> None:
    client.force_login(minji)
    assert client.post("/desk/push/", {"endpoint": endpoint, "p256dh": service.p256dh, "auth": service.auth}).status_code == 422
    assert client.post("/desk/push/", {"endpoint": "https://push.example/1", "p256dh": "x", "auth": "y"}).status_code == 422


@pytest.mark.django_db
def test_an_endpoint_inside_the_house_is_never_called(
    settings: pytest_django.Settings, browser: Client, service: PushService, write: Write, junho: Agent
) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = []
    Subscription.objects.update(endpoint=service.endpoint.replace("http:", "https:"))
    note(write().conversation, junho, "@민지")
    run_waiting()
    assert service.handed == [] and not Subscription.objects.exists()


@pytest.mark.django_db
def test_our_keys_are_made_once_and_kept_secret(client: Client, minji: Agent) -> None:
    client.force_login(minji)
    first = client.get("/desk/push/").json()["key"]
    assert client.get("/desk/push/").json()["key"] == first == our_keys()["public"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT keys FROM notices_pushkeys")
        [kept] = cursor.fetchone()
    assert "PRIVATE" not in kept and first not in kept
    assert PushKeys.objects.count() == 1
    assert clock.now() - PushKeys.objects.get().created_at < timedelta(minutes=1)
