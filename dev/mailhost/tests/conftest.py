from __future__ import annotations

from collections.abc import Iterator

import pytest

from dev.mailhost import MailHost, MailHostUnavailable


@pytest.fixture(scope="module", params=["postfix", "relay"])
def host(request: pytest.FixtureRequest) -> Iterator[MailHost]:
    try:
        with MailHost(smtp=request.param) as host:
            yield host
    except MailHostUnavailable as missing:
        pytest.skip(f"mail host with {request.param}: {missing}")
