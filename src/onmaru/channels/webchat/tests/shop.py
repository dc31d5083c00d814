"""A shop of its own, on another origin, with the strictest content policy that still lets the widget in: a plain page, no framework."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings

PAGE = (Path(__file__).parent / "shop.html").read_text()


class Shop:
    """`script` is what the shop pasted before `</body>`; it may sign its customer in by more attributes."""

    def __init__(self, desk: str) -> None:
        self.desk, self.script, self.asked = desk, "", list[str]()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"shop": self}))
        self.server.daemon_threads = True
        # Not the desk's host name: to a browser it is another site.
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def embeds(self, widget_id: str, **attributes: str) -> None:
        more = "".join(f' data-{name}="{value}"' for name, value in attributes.items())
        self.script = f'<script async src="{self.desk}/widget/{widget_id}/v1.js" data-widget="{widget_id}"{more}></script>'

    @property
    def policy(self) -> str:
        return f"default-src 'none'; script-src {self.desk}; frame-src {self.desk}; style-src 'self'; img-src 'self'; base-uri 'none'"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    shop: Shop

    def do_GET(self) -> None:
        self.shop.asked.append(self.path)
        if self.path == "/shop.css":
            return self.reply(b"* + * { margin-top: 3px } body > div, iframe, button { display: none; position: static }", "text/css")
        if self.path == "/favicon.ico":
            return self.reply(b"", "image/x-icon")
        self.reply(PAGE.replace("{script}", self.shop.script).encode(), "text/html; charset=utf-8")

    def reply(self, body: bytes, content_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Security-Policy", self.shop.policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests print nothing."""


@pytest.fixture
def storefront(front: str) -> Iterator[Shop]:
    stands = Shop(settings.PUBLIC_URL)
    yield stands
    stands.close()
