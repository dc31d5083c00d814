"""Outgoing requests: where they may go, and how long and large they may become."""

import ipaddress
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from onmaru.kit import addresses, http
from onmaru.kit.storage.errors import TooLarge

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.1 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 ::
    ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::10.0.0.1
    64:ff9b:1::10.0.0.1 2002:7f00:1:: 2002:a00:1:: 2001:0:1234::1 2001:db8::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 100::1
"""
PUBLIC = """
    1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.1.1 223.255.255.1 2606:4700::1 2a00:1450::1
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private(address: str) -> None:
    assert not addresses.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public(address: str) -> None:
    assert addresses.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "0"])
def test_spellings_of_this_machine(host: str) -> None:
    with pytest.raises(http.PrivateAddress):
        http.guard(host)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> None:
    """Names resolve to the first answer, then to the next: a name server that changes its mind."""
    left = list(answers)

    def resolved(host: str, port: int, **_: object) -> list[object]:
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolved)


def test_one_private_address_among_public_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(http.PrivateAddress, match=r"10\.0\.0\.1"):
        http.get("http://shop.example/")


def test_a_zone_is_never_public(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["2606:4700::1%eth0"])
    with pytest.raises(http.PrivateAddress):
        http.guard("shop.example")


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, ["203.0.113.7"], ["127.0.0.1"])
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "203.0.113.7")
    seen: list[str] = []

    def pool(parts: object, address: str, port: int) -> object:
        seen.append(address)
        raise OSError("stop here")

    monkeypatch.setattr(http, "_pool", pool)
    with pytest.raises(http.Unreachable):
        http.get("http://rebinding.example/")
    assert seen == ["203.0.113.7"]


@pytest.mark.parametrize("url", ["ftp://x.example/", "file:///etc/passwd", "//x.example/", "http://", "gopher://x.example", "x"])
def test_other_schemes(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        http.get(url)


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def answer(self) -> None:
        sent = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        if self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(1000):
                try:
                    self.wfile.write(bytes(64 * 1024))
                except OSError:
                    break
            self.close_connection = True
            return
        body = json.dumps(
            {"method": self.command, "path": self.path, "sent": sent, **{k.lower(): v for k, v in self.headers.items()}}
        ).encode()
        self.send_response(302 if self.path.startswith("/to?") else 200)
        if self.path.startswith("/to?"):
            self.send_header("Location", self.path.removeprefix("/to?"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = answer


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_allowed_name(site: str) -> None:
    response = http.get(f"{site}/a?b=c#d", headers={"X-Key": "k"})
    assert response.ok
    assert response.json() | {"path": "/a?b=c", "x-key": "k", "host": site.removeprefix("http://")} == response.json()


def test_the_same_machine_under_another_name_stays_closed(site: str) -> None:
    with pytest.raises(http.PrivateAddress):
        http.get(site.replace("localhost", "127.0.0.1"))


def test_post(site: str) -> None:
    assert http.post(site, json={"이름": "하루"}).json()["sent"] == '{"이름": "하루"}'
    form = http.post(site, data={"a": "1 2"}).json()
    assert (form["sent"], form["content-type"]) == ("a=1+2", "application/x-www-form-urlencoded")
    assert http.post(site, data=b"raw", method="PUT").json()["method"] == "PUT"


def test_redirects(site: str) -> None:
    assert http.get(f"{site}/to?/here").status == 302
    assert http.get(f"{site}/to?/here", redirects=1).json()["path"] == "/here"
    assert http.get(f"{site}/to?/to?/here", redirects=1).status == 302
    with pytest.raises(http.PrivateAddress):
        http.get(f"{site}/to?{site.replace('localhost', '127.0.0.1')}/", redirects=3)


def test_an_endless_answer(site: str) -> None:
    with pytest.raises(TooLarge):
        http.get(f"{site}/endless", largest=1_000_000)


def test_a_silent_host(settings: Settings) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(http.Unreachable):
        http.get(f"http://localhost:{silent.getsockname()[1]}/", seconds=0.2)


def test_nobody_there(settings: Settings) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(http.Unreachable):
        http.get(f"http://localhost:{port}/")


def test_a_connection_for_mail(site: str) -> None:
    with addresses.connect("localhost", int(site.rpartition(":")[2]), timeout=5) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"
    with pytest.raises(http.PrivateAddress):
        addresses.connect("127.0.0.1", 25, timeout=5)
