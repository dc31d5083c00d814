"""Requests to addresses that people or strangers named. They never reach a private address, and never take long or grow large.

A proxy from the environment is not used: it would resolve names itself, behind our check.
"""

import json as jsons
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

import certifi
import urllib3

from onmaru.kit.addresses import PrivateAddress as PrivateAddress
from onmaru.kit.addresses import guard as guard
from onmaru.kit.addresses import resolve
from onmaru.kit.storage.errors import TooLarge

AGENT = "Onmaru"
LARGEST = 5 * 1024 * 1024
SECONDS = 15.0


class Unreachable(OSError):
    """No answer: the host is unknown, refuses, fails at TLS, breaks off or is too slow. Worth another try later."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, whatever its status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        return jsons.loads(self.body)


def get(
    url: str, *, headers: Mapping[str, str] | None = None, seconds: float = SECONDS, largest: int = LARGEST, redirects: int = 0
) -> Response:
    """Fetch. Up to `redirects` are followed, each checked like the first, headers left behind on the way to another host.

    Raises PrivateAddress, Unreachable, TooLarge, or ValueError for what is no http(s) address.
    """
    deadline = time.monotonic() + seconds
    response = _ask("GET", url, dict(headers or {}), None, deadline, largest)
    while redirects and response.status in {301, 302, 303, 307, 308} and "location" in response.headers:
        there = urljoin(url, response.headers["location"])
        kept = headers if urlsplit(there)[:2] == urlsplit(url)[:2] else {}
        url, redirects = there, redirects - 1
        response = _ask("GET", url, dict(kept or {}), None, deadline, largest)
    return response


def post(
    url: str,
    *,
    json: Any = None,
    data: bytes | Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    largest: int = LARGEST,
    method: str = "POST",
) -> Response:
    """Send JSON, bytes or a form. Redirects are never followed. Raises as `get` does."""
    given = {name.lower(): value for name, value in (headers or {}).items()}
    body = data if isinstance(data, bytes) else b""
    if json is not None:
        body = jsons.dumps(json, ensure_ascii=False).encode()
        given.setdefault("content-type", "application/json")
    elif isinstance(data, Mapping):
        body = urlencode(data).encode()
        given.setdefault("content-type", "application/x-www-form-urlencoded")
    return _ask(method, url, given, body, time.monotonic() + seconds, largest)


def _ask(method: str, url: str, headers: dict[str, str], body: bytes | None, deadline: float, largest: int) -> Response:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"not an http or https address: {url[:200]}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        addresses = resolve(parts.hostname, port)
        with _pool(parts, addresses[0], port) as pool:
            reply = pool.request(
                method,
                parts._replace(scheme="", netloc="", fragment="").geturl() or "/",
                body=body,
                headers={"user-agent": AGENT, **headers, "host": parts.netloc.rpartition("@")[2]},
                redirect=False,
                retries=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=min(5.0, _left(deadline)), read=_left(deadline)),
            )
            try:
                return Response(
                    reply.status, {name.lower(): value for name, value in reply.headers.items()}, _read(reply, deadline, largest), url
                )
            finally:
                reply.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise Unreachable(f"{parts.hostname}: {error}") from error


def _pool(parts: SplitResult, address: str, port: int) -> urllib3.HTTPConnectionPool:
    # Connecting to the checked address itself leaves no moment in which the name could come to mean another one.
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        address, port, maxsize=1, ssl_context=_trust(), server_hostname=parts.hostname, assert_hostname=parts.hostname
    )


@cache
def _trust() -> ssl.SSLContext:
    """The machine's certificate authorities, which may include the operator's own, and Mozilla's for machines that have none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _read(reply: urllib3.BaseHTTPResponse, deadline: float, largest: int) -> bytes:
    body = bytearray()
    for piece in reply.stream(64 * 1024, decode_content=True):
        body += piece
        if len(body) > largest:
            raise TooLarge(largest)
        _left(deadline)
    return bytes(body)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("took too long")
    return left
