import pytest
from django.test import RequestFactory
from pytest_django import Settings

from onmaru.kit.callers import address_in, address_of


@pytest.mark.parametrize(
    ("behind", "called", "forwarded", "address"),
    [
        (False, "192.0.2.1", "", "192.0.2.1"),
        (False, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (True, "10.0.0.1", "198.51.100.7", "198.51.100.7"),
        # Whatever the caller says of itself stands before what the proxy saw.
        (True, "10.0.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.1", "", "10.0.0.1"),
        (False, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (False, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (False, "fe80::1%eth0", "", "fe80::/64"),
        (True, "10.0.0.1", "nonsense", "unknown"),
    ],
)
def test_who_calls(settings: Settings, behind: bool, called: str, forwarded: str, address: str) -> None:
    settings.BEHIND_PROXY = behind
    request = RequestFactory().get("/", REMOTE_ADDR=called, headers={"X-Forwarded-For": forwarded} if forwarded else {})
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert address_of(request) == address_in({"client": (called, 1234), "headers": headers}) == address
