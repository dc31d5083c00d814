from __future__ import annotations

from collections.abc import Iterator

import pytest

from dev.mailhost import MailHost, MailHostUnavailable
from onmaru.inbox.models import Channel


@pytest.fixture
def channel(db: None) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example")


@pytest.fixture(scope="session")
def mailhost() -> Iterator[MailHost]:
    """Real mail servers on loopback."""
    try:
        with MailHost() as host:
            yield host
    except MailHostUnavailable as missing:
        pytest.skip(f"mail host: {missing}")
