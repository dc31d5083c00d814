"""Settings are tried against real servers, and what is wrong with them is said in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import pytest_django
from django.utils import translation

from dev.mailhost import MailHost
from onmaru.channels.email.settings import EmailSettings, Imap, Smtp
from onmaru.channels.email.trial import tried

ADDRESS, PASSWORD = "help@haru.example", "a secret"


@pytest.fixture
def fitting(mailhost: MailHost) -> EmailSettings:
    mailhost.add_mailbox(ADDRESS, PASSWORD)
    mailhost.deliver(b"Subject: first\r\n\r\nhello\r\n", to=ADDRESS)
    mailhost.wait_for(ADDRESS)
    trusted = str(mailhost.ca_file)
    return EmailSettings(
        imap=Imap(host="localhost", port=mailhost.imap_port, user=ADDRESS, password=PASSWORD, ca_file=trusted),
        smtp=Smtp(host="localhost", port=mailhost.smtp_port, security="none"),
    )


@pytest.fixture(autouse=True)
def near(settings: pytest_django.Settings) -> Iterator[None]:
    """The servers of these tests stand on this machine, and the admin reads English."""
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    with translation.override("en"):
        yield


def test_what_fits_works(fitting: EmailSettings) -> None:
    assert [trial.ok for trial in tried(fitting)] == [True, True]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "guess"}, "user name and password"),
        ({"folder": "Nowhere"}, "Nowhere"),
        ({"port": 1}, "cannot be reached"),
        ({"ca_file": ""}, "cannot be reached"),
    ],
)
def test_a_mailbox_that_does_not_open(fitting: EmailSettings, wrong: dict[str, object], said: str) -> None:
    assert fitting.imap
    [trial] = tried(EmailSettings(imap=replace(fitting.imap, **wrong)))
    assert not trial.ok and said in trial.words


def test_a_server_that_is_not_there(fitting: EmailSettings) -> None:
    assert fitting.smtp
    [trial] = tried(EmailSettings(smtp=replace(fitting.smtp, port=1)))
    assert not trial.ok and "cannot be reached" in trial.words


def test_our_own_network_is_closed(fitting: EmailSettings, settings: pytest_django.Settings) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = []
    assert [trial.ok for trial in tried(fitting)] == [False, False]
