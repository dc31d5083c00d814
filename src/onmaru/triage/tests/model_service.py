"""A service that makes vectors as OpenAI's does, on this machine: the same text has the same vector, alike texts alike ones."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

KEY, MODEL = "sk-test-0001", "sentences-small"
WORDS = ("배송", "환불", "사이즈", "늦", "parcel", "refund")


class ModelService(ThreadingHTTPServer):
    """`answers` are given first, one a request, as (status, headers, body); `asked` are the bodies that came."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ModelService  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.asked.append(asked)
        status, headers, body = self.server.answers.pop(0) if self.server.answers else self._answer(asked)
        self.send_response(status)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, asked: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        if self.path != "/v1/embeddings":
            return refusal(404, "not_found", "Not Found")
        if self.headers["authorization"] != f"Bearer {KEY}":
            return refusal(401, "invalid_api_key", "Incorrect API key provided")
        if asked["model"] != MODEL:
            return refusal(404, "model_not_found", f"The model {asked['model']} does not exist")
        made = [{"object": "embedding", "index": place, "embedding": vector(text)} for place, text in enumerate(asked["input"])]
        # Not in the order that was asked for: the index says which is which.
        return 200, {}, json.dumps({"object": "list", "data": made[::-1], "model": MODEL}).encode()

    def log_message(self, format: str, *about: object) -> None:
        pass


def vector(text: str) -> list[float]:
    return [text.count(word) + 0.05 for word in WORDS]


def refusal(status: int, code: str, message: str) -> tuple[int, dict[str, str], bytes]:
    return status, {}, json.dumps({"error": {"message": message, "type": "error", "param": None, "code": code}}).encode()


@contextmanager
def running() -> Iterator[ModelService]:
    service = ModelService()
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
        thread.join()
