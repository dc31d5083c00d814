"""A shop that is open: its mailbox on real mail servers, the product's processes, and 김민지 before her screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dev import world
from dev.mailhost import MailHost, MailHostUnavailable
from dev.world.cast import SHOP_ADDRESS
from dev.world.opening import mailbox, open_shop
from onmaru.channels.email.settings import Imap, Smtp
from tests.journeys.product import running


@pytest.fixture
def mailhost() -> Iterator[MailHost]:
    try:
        with MailHost() as host:
            yield host
    except MailHostUnavailable as missing:
        pytest.skip(f"mail host: {missing}")


@pytest.fixture
def shop(mailhost: MailHost, transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of Haru Store's desk. Its mailbox is fetched by IMAP and answered by SMTP."""
    mailhost.add_mailbox(SHOP_ADDRESS, "haru")
    ca_file = str(mailhost.ca_file)
    imap = Imap("localhost", mailhost.imap_port, "tls", SHOP_ADDRESS, "haru", ca_file=ca_file)
    smtp = Smtp("localhost", mailhost.submission_port, "starttls", SHOP_ADDRESS, "haru", ca_file=ca_file)
    channel = open_shop()
    channel.settings = replace(mailbox(), imap=imap, smtp=smtp).to_json()
    channel.save()
    with running(tmp_path) as address:
        yield address


@pytest.fixture
def desk(shop: str, page: Page) -> Page:
    """김민지 has signed in and looks at what nobody has taken yet."""
    page.goto(f"{shop}/accounts/login/")
    page.fill("[name=login]", "minji@haru.example")
    page.fill("[name=password]", world.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")
    page.goto(f"{shop}/desk/views/unassigned/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    return page
