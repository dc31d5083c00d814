"""A tiny server on loopback that plays the product to the built scripts: pages, answers, uploads and the stream."""

import mimetypes
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.template import engines

STATIC = Path(__file__).resolve().parents[1] / "static"
PAGE = (Path(__file__).parent / "stage.html").read_text()


@dataclass
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Answer:
    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Stage:
    def __init__(self) -> None:
        self.answers: dict[str, Callable[[Heard], Answer]] = {}
        self.heard: list[Heard] = []
        self.listeners: list[queue.Queue[str | None]] = []
        self.stream_refused = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"stage": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def shows(self, body: str, *, stream: bool = False) -> str:
        """Puts a page with this body at the start address; the address is returned."""
        page = engines["django"].from_string(PAGE).render({"body": body, "stream": "/stream" if stream else ""})
        self.answers["/"] = lambda heard: Answer(page)
        return self.url

    def heard_at(self, path: str) -> list[Heard]:
        return [heard for heard in self.heard if heard.path.split("?")[0] == path]

    def say(self, event: str, data: str = "{}") -> None:
        for listener in list(self.listeners):
            listener.put(f"event: {event}\ndata: {data}\n\n")

    def cut(self) -> None:
        """Ends every stream, as a restart or a proxy does."""
        for listener in list(self.listeners):
            listener.put(None)

    def stop(self) -> None:
        self.cut()
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    stage: Stage

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/stream":
            return self.stream()
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            if not file.is_file():
                return self.reply(404, b"", {})
            return self.reply(200, file.read_bytes(), {"Content-Type": mimetypes.guess_type(file.name)[0] or "application/octet-stream"})
        return self.answer()

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode(errors="replace")
        heard = Heard(self.command, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.stage.heard.append(heard)
        play = self.stage.answers.get(self.path.split("?")[0], lambda heard: Answer("", 404))
        answer = play(heard)
        self.reply(answer.status, answer.text.encode(), {"Content-Type": "text/html; charset=utf-8", **answer.headers})

    do_POST = do_DELETE = answer

    def stream(self) -> None:
        if self.stage.stream_refused:
            return self.reply(503, b"", {})
        told: queue.Queue[str | None] = queue.Queue()
        self.stage.listeners.append(told)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        told.put("event: hello\ndata: {}\n\n")
        try:
            while (line := told.get()) is not None:
                self.wfile.write(line.encode())
                self.wfile.flush()
        except OSError:
            pass
        finally:
            self.stage.listeners.remove(told)
            self.close_connection = True

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests print nothing."""
