"""Visitors and agents who talk over real connections, and how long each waited for the other's words."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from bench.line import Hearing, Line, heard
from bench.raw_inserts import TEXT

AGENTS = 10
API = "/api/widget/v1/"
ANSWER = "확인해 보니 내일 오후에 도착할 예정이에요. 불편을 드려 죄송합니다."
PATIENCE = 20.0
CSRF = "a" * 32
_NUMBER = re.compile(rb'"what":"conversation","id":(\d+)')


@dataclass
class World:
    """Tokens of sessions: of visitors who chat, of those who only look, of those who flood; and sessions of agents."""

    chatting: list[str]
    idle: list[str]
    flooding: list[str]
    agents: list[str]


def open_world(chats: int, idle: int, flooding: int) -> World:
    from datetime import timedelta

    from bench.realtime import sessions
    from onmaru.channels.webchat.models import Session, Visitor
    from onmaru.channels.webchat.settings import WebchatSettings
    from onmaru.channels.webchat.tokens import hashed, new_token
    from onmaru.inbox.models import Channel
    from onmaru.kit import clock

    now = clock.now()
    settings = WebchatSettings(origins=("https://haru.example",)).to_json()
    channel = Channel.objects.create(kind="webchat", name="하루상점", handle="w_bench", acknowledges=False, settings=settings)
    # A flooder writes until told to stop; their limit is not what is measured.
    count = chats + idle + flooding * 40
    tokens = [new_token() for _ in range(count)]
    visitors = Visitor.objects.bulk_create(
        Visitor(channel=channel, token_hash=hashed(f"v{token}"), handle=f"visitor-{number}@w_bench", created_at=now, seen_at=now)
        for number, token in enumerate(tokens)
    )
    Session.objects.bulk_create(
        Session(visitor=visitor, token_hash=hashed(token), created_at=now, expires_at=now + timedelta(days=1), language="ko")
        for visitor, token in zip(visitors, tokens, strict=True)
    )
    return World(tokens[:chats], tokens[chats : chats + idle], tokens[chats + idle :], sessions(AGENTS))


@dataclass
class Chat:
    """One conversation, with a connection of each side: a browser has several, so none waits for another chat's."""

    key: str
    number: int
    visitor: Line
    agent: Line
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    seq: int = 0


class Shop:
    def __init__(self, port: int, world: World) -> None:
        self.port, self.world = port, world
        self.streams: list[Hearing] = []
        self.agents: list[dict[str, str]] = []
        self.chats: list[Chat] = []
        self.desk: dict[int, asyncio.Event] = {}
        self.inward, self.outward, self.hint_in, self.hint_out = [], [], [], []
        self.lost = 0

    async def open_desk(self) -> None:
        for session in self.world.agents:
            headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "HX-Request": "true"}
            self.agents.append(headers)
            self.streams.append(await heard(self.port, "/stream", headers, self._desk_hears))
        await asyncio.gather(*[stream.greeted for stream in self.streams])

    def _desk_hears(self, data: bytes) -> None:
        for number in _NUMBER.findall(data):
            if event := self.desk.get(int(number)):
                event.set()

    async def open_idle(self) -> None:
        opened = []
        for number, token in enumerate(self.world.idle):
            opened.append(await heard(self.port, f"{API}stream", _visitor(token, number)))
        await asyncio.gather(*[stream.greeted for stream in opened])
        self.streams += opened

    async def open_chats(self) -> None:
        from onmaru.channels.webchat.models import Chat as Row

        for number, token in enumerate(self.world.chatting):
            headers = _visitor(token, 10_000 + number)
            line = Line(self.port, headers)
            said = {"client_id": uuid4().hex, "message": {"client_id": uuid4().hex, "text": TEXT}}
            status, body = await line.ask("POST", f"{API}conversations", json.dumps(said).encode())
            if status != 201:
                raise RuntimeError(f"{status}: {body[:300]!r}")
            chat = Chat(json.loads(body)["id"], 0, line, Line(self.port, self.agents[number % len(self.agents)]), seq=1)
            self.chats.append(chat)
            self.streams.append(await heard(self.port, f"{API}stream", headers, _tells(chat)))
        keys = [chat.key for chat in self.chats]
        found = await asyncio.to_thread(lambda: dict(Row.objects.filter(key__in=keys).values_list("key", "conversation_id")))
        for chat in self.chats:
            chat.number = found[chat.key] or 0
            self.desk[chat.number] = asyncio.Event()
        await asyncio.gather(*[stream.greeted for stream in self.streams])

    async def talk(self, every: float, seconds: float) -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*[self._talk(chat, every, until) for chat in self.chats])

    async def _talk(self, chat: Chat, every: float, until: float) -> None:
        await asyncio.sleep(random.uniform(0, every))
        while time.perf_counter() < until:
            for step in (self._asks, self._answers):
                try:
                    await asyncio.wait_for(step(chat), PATIENCE)
                except TimeoutError:
                    self.lost += 1
                await asyncio.sleep(every / 2 * random.uniform(0.8, 1.2))

    async def _asks(self, chat: Chat) -> None:
        """From the visitor's press of a button until the agent's page has the words."""
        text, news = f"{TEXT} {uuid4().hex}", self.desk[chat.number]
        news.clear()
        began = time.perf_counter()
        writing = asyncio.create_task(_post(chat.visitor, f"{API}conversations/{chat.key}/messages", text))
        found, hinted = False, 0.0
        while not found:
            await news.wait()
            news.clear()
            hinted = time.perf_counter() - began
            _, page = await chat.agent.ask("GET", f"/desk/conversations/{chat.number}/thread/")
            found = text.encode() in page
        self.hint_in.append(hinted)
        self.inward.append(time.perf_counter() - began)
        await writing

    async def _answers(self, chat: Chat) -> None:
        """From the agent's press of a button until the visitor's widget has the words."""
        text = f"{ANSWER} {uuid4().hex}"
        chat.changed.clear()
        began = time.perf_counter()
        writing = asyncio.create_task(self._reply(chat, text))
        found, hinted = False, 0.0
        while not found:
            await chat.changed.wait()
            chat.changed.clear()
            hinted = time.perf_counter() - began
            _, body = await chat.visitor.ask("GET", f"{API}conversations/{chat.key}/events?after={chat.seq}&limit=50")
            page = json.loads(body)
            chat.seq = page["next_seq"]
            found = any(text in event.get("message", {}).get("text", "") for event in page["events"])
        self.hint_out.append(hinted)
        self.outward.append(time.perf_counter() - began)
        await writing

    async def _reply(self, chat: Chat, text: str) -> None:
        body = urlencode({"text": text, "key": uuid4().hex}).encode()
        path = f"/desk/conversations/{chat.number}/reply/"
        status, page = await chat.agent.ask("POST", path, body, "application/x-www-form-urlencoded")
        if status != 200:
            raise RuntimeError(f"the answer was refused ({status}): {page[:300]!r}")

    async def flood(self, seconds: float) -> tuple[float, int]:
        """Messages a second of visitors who write without pause, each as often as one may, then the next; and how many were refused."""
        until, counts, refused = time.perf_counter() + seconds, [], []
        waiting = list(enumerate(self.world.flooding))

        async def write() -> None:
            while waiting and time.perf_counter() < until:
                number, token = waiting.pop()
                line = Line(self.port, _visitor(token, 20_000 + number))
                said = {"client_id": uuid4().hex, "message": {"client_id": uuid4().hex, "text": TEXT}}
                status, body = await line.ask("POST", f"{API}conversations", json.dumps(said).encode())
                (counts if status == 201 else refused).append(1)
                path = f"{API}conversations/{json.loads(body)['id']}/messages"
                for _ in range(18):
                    if time.perf_counter() > until:
                        break
                    status = await _post(line, path, TEXT)
                    (counts if status == 201 else refused).append(1)
                line.close()

        began = time.perf_counter()
        await asyncio.gather(*[write() for _ in range(len(self.world.flooding) // 40)])
        return len(counts) / (time.perf_counter() - began), len(refused)

    def close(self) -> None:
        for stream in self.streams:
            stream.transport.close()


async def _post(line: Line, path: str, text: str) -> int:
    status, _ = await line.ask("POST", path, json.dumps({"client_id": uuid4().hex, "text": text}).encode())
    return status


def _visitor(token: str, number: int) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def _tells(chat: Chat) -> Callable[[bytes], None]:
    def hears(data: bytes) -> None:
        if b"event: changed" in data:
            chat.changed.set()

    return hears
