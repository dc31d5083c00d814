"""Sign-in with a provider's tokens, against a token endpoint and an IMAP server that know nothing else."""

from __future__ import annotations

import base64
import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pytest_django import Settings

from onmaru.channels.email import oauth, settings
from onmaru.channels.email.imap import Connection, Rejected
from onmaru.channels.email.oauth import SignInRefused
from onmaru.channels.email.settings import EmailSettings, Imap, OAuth
from onmaru.inbox.models import Channel
from onmaru.kit.http import Unreachable


@dataclass
class Provider:
    """Gives tokens "access-1", "access-2", … and lets only `good` ones in."""

    asked: list[dict[str, str]] = field(default_factory=list)
    status: int = 200
    extra: dict[str, object] = field(default_factory=dict)
    good: set[str] = field(default_factory=lambda: {"access-1", "access-2"})
    token_url: str = ""
    imap_port: int = 0

    def answer(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        self.asked.append(form)
        if self.status != 200:
            return self.status, {"error": "invalid_grant"}
        return 200, {"access_token": f"access-{len(self.asked)}", "expires_in": 3600, **self.extra}


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    provider = Provider()

    class Tokens(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = {name: given[0] for name, given in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            status, told = provider.answer(form)
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Imap4(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline().split():
                tag, verb = line[0], line[1].upper()
                if verb == b"AUTHENTICATE":
                    self.wfile.write(b"+ \r\n")
                    said = base64.b64decode(self.rfile.readline()).decode()
                    is_good = any(said == f"user=help@haru.example\1auth=Bearer {token}\1\1" for token in provider.good)
                    self.wfile.write(tag + (b" OK in\r\n" if is_good else b" NO [AUTHENTICATIONFAILED] Invalid credentials\r\n"))
                elif verb == b"CAPABILITY":
                    self.wfile.write(b"* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\n" + tag + b" OK done\r\n")
                elif verb == b"SELECT":
                    self.wfile.write(b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 1] x\r\n" + tag + b" OK done\r\n")
                else:
                    self.wfile.write(tag + b" OK done\r\n")

    servers = (ThreadingHTTPServer(("127.0.0.1", 0), Tokens), socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap4))
    provider.token_url = f"http://localhost:{servers[0].server_address[1]}/token"
    provider.imap_port = servers[1].server_address[1]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
    oauth._tokens.clear()
    yield provider
    for server in servers:
        server.shutdown()
        server.server_close()


def connected(provider: Provider, sort: str = "google") -> tuple[Channel, Imap]:
    token = OAuth(sort, "client", "client-secret", "refresh-1", provider.token_url)
    imap = Imap("localhost", provider.imap_port, "none", "help@haru.example", oauth=token)
    channel = Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example", settings=EmailSettings(imap=imap).to_json())
    return channel, imap


@pytest.mark.django_db
def test_a_refresh_token_becomes_an_access_token_which_is_kept(provider: Provider) -> None:
    channel, imap = connected(provider)
    for _ in range(2):
        connection = Connection(imap, channel.pk)
        assert connection.uid_validity == 7
        connection.close()
    assert provider.asked == [
        {"grant_type": "refresh_token", "client_id": "client", "client_secret": "client-secret", "refresh_token": "refresh-1"}
    ]


@pytest.mark.django_db
def test_a_token_the_mail_server_refuses_is_fetched_anew(provider: Provider) -> None:
    channel, imap = connected(provider)
    provider.good = {"access-2"}
    with pytest.raises(Rejected):
        Connection(imap, channel.pk)
    Connection(imap, channel.pk).close()
    assert len(provider.asked) == 2


@pytest.mark.django_db
def test_microsoft_gives_a_new_refresh_token_each_time(provider: Provider) -> None:
    channel, imap = connected(provider, "microsoft")
    provider.extra = {"refresh_token": "refresh-2"}
    Connection(imap, channel.pk).close()
    assert "offline_access" in provider.asked[0]["scope"]
    channel.refresh_from_db()
    renewed = settings.of(channel).imap
    assert renewed is not None and renewed.oauth is not None
    assert renewed.oauth.refresh_token == "refresh-2"
    Connection(renewed, channel.pk).close()
    assert len(provider.asked) == 1, "the token that was there is good for the renewed settings too"


@pytest.mark.django_db
def test_a_short_lived_token_is_not_kept(provider: Provider) -> None:
    channel, imap = connected(provider)
    provider.extra = {"expires_in": 60}
    for _ in range(2):
        Connection(imap, channel.pk).close()
    assert len(provider.asked) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "error"), [(400, SignInRefused), (401, SignInRefused), (503, Unreachable), (429, Unreachable)])
def test_no_token(provider: Provider, status: int, error: type[Exception]) -> None:
    channel, imap = connected(provider)
    provider.status = status
    with pytest.raises(error):
        Connection(imap, channel.pk)
