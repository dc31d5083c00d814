"""Requests through the one port: large, slow, broken off."""

import asyncio
import hashlib
import http.client
import io
import threading
from collections.abc import Iterator, MutableMapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from pytest_django import Settings

from onmaru.config.bridge import Together
from tests import live


@csrf_exempt
def digest(request: HttpRequest) -> HttpResponse:
    sha256, size = hashlib.sha256(), 0
    while piece := request.read(8192):
        sha256.update(piece)
        size += len(piece)
    return HttpResponse(f"{size} {sha256.hexdigest()}")


begun, released = threading.Event(), threading.Event()


def late(request: HttpRequest) -> HttpResponse:
    begun.set()
    released.wait(10)
    return HttpResponse("late")


urlpatterns = [
    path("late", late),
    path("digest", digest),
    path("file", lambda request: FileResponse(io.BytesIO(b"x" * 300_000))),
    path("pieces", lambda request: StreamingHttpResponse(iter([b"one", b"two", b"three"]))),
    path("nothing", lambda request: HttpResponse(status=204)),
]


@pytest.fixture
def site(settings: Settings, front: str) -> Iterator[http.client.HTTPConnection]:
    settings.ROOT_URLCONF = __name__
    connection = http.client.HTTPConnection(urlsplit(front).netloc, timeout=30)
    yield connection
    connection.close()


@pytest.mark.parametrize("size", [0, 1, 65_536, 256 * 1024 + 1, 20_000_000])
def test_a_body_arrives_whole(site: http.client.HTTPConnection, size: int) -> None:
    body = bytes(range(256)) * (size // 256 + 1)
    body = body[:size]
    site.request("POST", "/digest", body=body)
    assert site.getresponse().read().decode() == f"{size} {hashlib.sha256(body).hexdigest()}"


def test_a_body_in_pieces_arrives_whole(site: http.client.HTTPConnection) -> None:
    site.request("POST", "/digest", body=iter([b"a" * 100_000] * 5), encode_chunked=True)
    assert site.getresponse().read().decode() == f"500000 {hashlib.sha256(b'a' * 500_000).hexdigest()}"


def test_too_large_a_body_is_refused(settings: Settings, site: http.client.HTTPConnection) -> None:
    settings.MAX_BODY_BYTES = 1_000_000
    site.putrequest("POST", "/digest")
    site.putheader("Content-Length", "1100000")
    site.endheaders(b"x" * 1_100_000)
    assert site.getresponse().status == 413


@pytest.mark.parametrize(("address", "body"), [("/file", b"x" * 300_000), ("/pieces", b"onetwothree"), ("/nothing", b"")])
def test_answers_arrive_whole(site: http.client.HTTPConnection, address: str, body: bytes) -> None:
    for _ in range(3):
        site.request("GET", address)
        assert site.getresponse().read() == body


def test_the_front_stops_while_an_answer_for_somebody_who_left_is_being_made(settings: Settings, transactional_db: None) -> None:
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = __name__, ["*"]
    with live.served() as address:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", "/late")
        assert begun.wait(10)
        connection.close()
        # The answer is ready only when the front is stopping; leaving the block fails if that never ends.
        threading.Timer(0.5, released.set).start()


Message = MutableMapping[str, Any]


def sent_for(*pieces: bytes, breaks: bool = False) -> list[tuple[str, bytes, bool]]:
    """What leaves when a handler answers these pieces, as (type, body, more)."""
    sent: list[tuple[str, bytes, bool]] = []

    async def send(message: Message) -> None:
        if breaks:
            raise ConnectionError
        sent.append((message["type"].rpartition(".")[2], message.get("body", b""), message.get("more_body", False)))

    async def answer() -> None:
        together = Together(send)
        await together({"type": "http.response.start", "status": 200, "headers": []})
        for piece in pieces:
            await together({"type": "http.response.body", "body": piece, "more_body": True})
        await together({"type": "http.response.body", "body": b""})

    asyncio.run(answer())
    return sent


def test_headers_and_a_short_answer_leave_together() -> None:
    assert sent_for(b"page") == [("start", b"", False), ("body", b"page", False)]
    assert sent_for() == [("start", b"", False), ("body", b"", False)]
    assert sent_for(b"1", b"2") == [("start", b"", False), ("body", b"1", True), ("body", b"2", False)]


def test_a_client_that_left_stops_nobody() -> None:
    assert sent_for(b"1", b"2", breaks=True) == []
