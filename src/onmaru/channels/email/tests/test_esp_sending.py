"""What a mail provider's answers mean for a message, and when the last word is said."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import pytest_django
from django.utils import translation

from onmaru.channels.email.esp_sending import send
from onmaru.channels.email.settings import Esp
from onmaru.channels.email.tests.test_compose import REPLY, SENDER, file
from onmaru.inbox.inbound import Party
from onmaru.inbox.outbound import Permanent, Temporary, Unknown


@dataclass
class Provider:
    """A provider's API: answers as told, and keeps what it was asked."""

    port: int
    status: int = 200
    answer: bytes = b'{"id": "re_1"}'
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def provider(settings: pytest_django.Settings) -> Iterator[Provider]:
    settings.PRIVATE_HOSTS_ALLOWED = ["127.0.0.1"]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append((dict(self.headers), body))
            if made.status == 0:
                self.connection.close()
                return
            self.send_response(made.status)
            for name, value in made.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(made.answer)))
            self.end_headers()
            self.wfile.write(made.answer)

        def log_message(self, format: str, *args: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        made = Provider(server.server_port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with translation.override("en"):
            yield made
        server.shutdown()


def resend(provider: Provider) -> Esp:
    return Esp(provider="resend", api_key="k", api_url=f"http://127.0.0.1:{provider.port}/", sends=True)


def test_the_same_words_and_headers_as_by_smtp(provider: Provider) -> None:
    said: list[int] = []
    outbound = replace(REPLY, cc=(Party("dad@customer.example", "최, 아빠"),), attachments=(file("교환 신청서.pdf", b"%PDF-1"),))

    def handing_over() -> bool:
        said.append(len(provider.asked))
        return True

    receipt = send(outbound, SENDER, resend(provider), handing_over)
    assert (receipt.external_id, said) == ("re_1", [0])
    [(headers, body)] = provider.asked
    asked = json.loads(body)
    assert headers["Idempotency-Key"] == REPLY.external_id
    assert asked["subject"] == "Re: 배송이 안 와요"
    assert SENDER.reply_to in str(asked["reply_to"])
    assert asked["headers"]["In-Reply-To"] == "<second@customer.example>"
    assert asked["headers"]["Message-ID"] == f"<{REPLY.external_id}>"
    assert asked["text"].startswith("안녕하세요") and "gmail_quote" in asked["html"]
    assert [each["filename"] for each in asked["attachments"]] == ["교환 신청서.pdf"]


@pytest.mark.parametrize(
    ("status", "raised", "words"),
    [
        (400, Permanent, "refused the mail"),
        (401, Permanent, "API key"),
        (429, Temporary, "more slowly"),
        (503, Temporary, "at the moment"),
        # Resend remembers the key of a call, so the same call can simply be made again.
        (504, Temporary, "was lost"),
        (0, Temporary, "was lost"),
    ],
)
def test_what_an_answer_means(provider: Provider, status: int, raised: type[Temporary | Permanent], words: str) -> None:
    provider.status, provider.headers = status, {"Retry-After": "7"}
    with pytest.raises(raised, match=words) as told:
        send(REPLY, SENDER, resend(provider), lambda: True)
    if status == 429:
        assert isinstance(told.value, Temporary)
        assert told.value.retry_after == 7.0


@pytest.mark.parametrize("status", [0, 502])
def test_a_lost_answer_of_one_that_remembers_nothing_is_unknown(provider: Provider, status: int) -> None:
    provider.status = status
    esp = Esp(provider="postmark", api_key="k", api_url=f"http://127.0.0.1:{provider.port}/", sends=True)
    with pytest.raises(Unknown, match="may have been sent"):
        send(REPLY, SENDER, esp, lambda: True)


def test_nobody_there_takes_nothing(provider: Provider) -> None:
    esp = Esp(provider="postmark", api_key="k", api_url="http://127.0.0.1:9/", sends=True)
    with pytest.raises(Temporary, match="cannot be reached"):
        send(REPLY, SENDER, esp, lambda: True)


def test_without_the_claim_nothing_is_said(provider: Provider) -> None:
    with pytest.raises(Temporary):
        send(REPLY, SENDER, resend(provider), lambda: False)
    assert provider.asked == []


def test_an_api_at_a_private_address_is_refused(provider: Provider, settings: pytest_django.Settings) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = []
    with pytest.raises(Permanent, match="not a public address"):
        send(REPLY, SENDER, resend(provider), lambda: True)
