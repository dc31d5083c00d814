"""Coming in: password, second step, passkeys and single sign-on, at the level of requests."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from onmaru.people.models import Agent
from onmaru.people.tests.conftest import PASSWORD

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(autouse=True)
def forget_attempts() -> Iterator[None]:
    """Attempts are counted in a cache that outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def browser(haru: Agent) -> Client:
    return Client()


def sign_in(browser: Client, password: str = PASSWORD, email: str = "haru@haru.example") -> str:
    answer = browser.post("/accounts/login/", {"login": email, "password": password})
    return answer["Location"] if answer.status_code == 302 else ""


def prove(browser: Client) -> None:
    assert browser.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert browser.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def enrol(browser: Client) -> str:
    """Turn the second step on, having shown once more who one is; gives its secret."""
    prove(browser)
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert found
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code(found[0])}).status_code == 302
    return found[0]


def test_a_password_opens_the_desk(browser: Client) -> None:
    assert sign_in(browser, "wrong-password-1") == ""
    assert browser.get("/desk/preferences/").status_code == 302
    assert sign_in(browser) == "/desk/"
    assert browser.get("/desk/preferences/").status_code == 200


def test_the_address_may_be_typed_in_any_case(browser: Client) -> None:
    assert sign_in(browser, email="Haru@HARU.example") == "/desk/"


def test_one_is_led_back_to_where_one_was_going(browser: Client) -> None:
    asked = browser.get("/desk/settings/hours/")["Location"]
    answer = browser.post(asked, {"login": "haru@haru.example", "password": PASSWORD, "next": "/desk/settings/hours/"})
    assert answer["Location"] == "/desk/settings/hours/"


def test_who_left_is_not_let_in(browser: Client, haru: Agent) -> None:
    Agent.objects.filter(pk=haru.pk).update(is_active=False)
    sign_in(browser)
    assert browser.get("/desk/preferences/").status_code == 302


def test_a_second_step(browser: Client, haru: Agent) -> None:
    sign_in(browser)
    secret = enrol(browser)
    assert Authenticator.objects.filter(user=haru, type="totp").exists()
    cache.clear()
    elsewhere = Client()
    assert sign_in(elsewhere) == "/accounts/2fa/authenticate/"
    assert elsewhere.get("/desk/preferences/").status_code == 302
    assert elsewhere.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert elsewhere.get("/desk/preferences/").status_code == 302
    assert elsewhere.post("/accounts/2fa/authenticate/", {"code": code(secret)})["Location"] == "/desk/"
    assert elsewhere.get("/desk/preferences/").status_code == 200


def test_a_recovery_code_in_place_of_the_phone(browser: Client, haru: Agent) -> None:
    sign_in(browser)
    enrol(browser)
    spare = Authenticator.objects.get(user=haru, type="recovery_codes").wrap().get_unused_codes()[0]
    cache.clear()
    elsewhere = Client()
    sign_in(elsewhere)
    assert elsewhere.post("/accounts/2fa/authenticate/", {"code": spare})["Location"] == "/desk/"
    again = Client()
    sign_in(again)
    assert again.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 200


@pytest.mark.parametrize(
    "page",
    ["/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/", "/accounts/password/change/", "/accounts/sessions/"],
)
def test_the_pages_about_oneself_are_drawn(browser: Client, page: str) -> None:
    sign_in(browser)
    prove(browser)
    assert browser.get(page).status_code == 200


def test_a_key_is_named_in_the_language_of_the_desk(browser: Client) -> None:
    sign_in(browser)
    prove(browser)
    assert 'for="id_name">이름' in browser.get("/accounts/2fa/webauthn/add/").content.decode()


def test_a_passkey_may_open_the_door(browser: Client) -> None:
    assert b'id="passkey_login"' in browser.get("/accounts/login/").content
    asked = browser.get("/accounts/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert asked.json()["request_options"]["publicKey"]["challenge"]


def test_nobody_signs_up(browser: Client) -> None:
    browser.post("/accounts/signup/", {"email": "stranger@x.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not Agent.objects.filter(email="stranger@x.example").exists()


def test_single_sign_on_is_there_where_it_is_set_up() -> None:
    """Settings are read once, so the deployment with a provider is another process."""
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "[app] = settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS']\n"
        "print(app['name'], app['client_id'], app['settings']['server_url'])"
    )
    named = {"ONMARU_OIDC_URL": "https://id.haru.example", "ONMARU_OIDC_CLIENT_ID": "onmaru", "ONMARU_OIDC_NAME": "Haru"}
    environment = {**os.environ, **named}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Haru", "onmaru", "https://id.haru.example"]


def test_without_a_provider_there_is_no_button(browser: Client) -> None:
    assert b"/accounts/oidc/" not in browser.get("/accounts/login/").content
