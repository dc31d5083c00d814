"""Nobody guesses, reads or writes what is another's: every address with another's token, an expired one, none, and an agent's session."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from onmaru.channels.webchat import urls
from onmaru.channels.webchat.file_links import link
from onmaru.channels.webchat.models import Session
from onmaru.channels.webchat.tests.conftest import ORIGIN, Browser, client_id
from onmaru.inbox.models import Channel, Message
from onmaru.kit import clock
from onmaru.people.models import Agent

# Every address that needs a session: method, path of a conversation or message of the owner, and a body that would be good from them.
CALLS: list[tuple[str, str, Any]] = [
    ("GET", "conversations/{chat}", None),
    ("GET", "conversations/{chat}/events", None),
    ("POST", "conversations/{chat}/messages", {"client_id": "other-00001", "text": "끼어들기"}),
    ("POST", "conversations/{chat}/postbacks", {"client_id": "other-00002", "payload": "human"}),
    ("POST", "conversations/{chat}/typing", {"state": "on"}),
    ("POST", "conversations/{chat}/read", {"up_to_seq": 1}),
    ("POST", "conversations/{chat}/close", {}),
    ("POST", "conversations/{chat}/leave", {"how": "email", "address": "thief@customer.example"}),
    ("POST", "conversations/{chat}/transcript", {"email": "thief@customer.example"}),
    ("PATCH", "messages/{message}", {"text": "바꿔치기"}),
    ("DELETE", "messages/{message}", None),
]
# Those of one's own that name nobody else's.
OWN: list[tuple[str, str, Any]] = [
    ("GET", "conversations", None),
    ("POST", "conversations", {"client_id": "other-00003"}),
    ("POST", "uploads", None),
    ("POST", "context", {"url": ORIGIN}),
    ("DELETE", "context", None),
    ("POST", "offline-messages", {"client_id": "other-00004", "text": "문의", "email": "a@customer.example"}),
]
PUBLIC = {"config/<str:widget_id>", "sessions", "files/<str:key>/<int:number>"}


def paths() -> Iterator[str]:
    for pattern in urls.urlpatterns:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern) and route.startswith(urls.API):
            yield route.removeprefix(urls.API)


def test_every_address_is_tried() -> None:
    tried = {path.replace("{chat}", "<str:key>").replace("{message}", "<str:key>") for _method, path, _body in (*CALLS, *OWN)}
    assert set(paths()) == tried | PUBLIC
    assert get_resolver() is not None


def owned(visitor: Browser) -> dict[str, str]:
    chat = visitor.begin("제 상담이에요")
    return {"chat": chat, "message": visitor.events(chat)[0]["message"]["id"]}


def state() -> list[tuple[Any, ...]]:
    return list(Message.objects.values_list("pk", "text", "deleted_at"))


def test_anothers_token_finds_nothing(visitor: Browser, other: Browser) -> None:
    theirs = owned(visitor)
    before = state()
    other.begin("저는 다른 사람")
    mine = state()
    for method, path, body in CALLS:
        answer = other.call(method, path.format(**theirs), body)
        assert answer.status_code == 404, (method, path, answer.content)
    assert state() == mine
    assert set(before) <= set(mine)
    # The same calls are good from who may make them.
    for method, path, body in CALLS:
        assert visitor.call(method, path.format(**theirs), body).status_code in {200, 201, 204}, path


def test_a_file_of_anothers_cannot_be_sent(visitor: Browser, other: Browser) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    made = visitor.client.post(
        "/api/widget/v1/uploads", {"file": SimpleUploadedFile("a.txt", b"hello")}, headers={"Authorization": f"Bearer {visitor.token}"}
    )
    assert made.status_code == 201, made.content
    chat = other.begin("제 거예요")
    assert other.say(chat, "", uploads=[made.json()["upload_id"]]).status_code == 422


@pytest.mark.parametrize("token", ["", "made-up-token", "expired", "agent"])
def test_without_a_good_token_everything_is_closed(visitor: Browser, minji: Agent, token: str) -> None:
    theirs = owned(visitor)
    before = state()
    if token == "expired":
        Session.objects.update(expires_at=clock.now() - timedelta(seconds=1))
        token = visitor.token
    elif token == "agent":
        visitor.client.force_login(minji)
        token = visitor.client.cookies["sessionid"].value
    visitor.token = ""
    for given in {token, ""} if token != visitor.token else {""}:
        for method, path, body in (*CALLS, *OWN):
            answer = visitor.call(method, path.format(**theirs), body, token=given)
            assert (answer.status_code, answer.json()["error"]["code"]) == (401, "session_expired"), path
    assert state() == before


def test_a_paused_channel_lets_nobody_in(visitor: Browser, channel: Channel) -> None:
    chat = visitor.begin("안녕하세요")
    Channel.objects.update(paused_at=clock.now())
    assert visitor.call("GET", f"conversations/{chat}").status_code == 401
    assert visitor.open().status_code == 404
    assert visitor.call("GET", f"config/{channel.handle}").status_code == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "http://haru.example", "https://haru.example.evil.example", "null", "*"])
def test_pages_that_are_not_allowed_show_nothing(channel: Channel, origin: str) -> None:
    answer = Browser(channel).open(page={"origin": origin})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "origin_not_allowed"


def test_a_foreign_page_cannot_call(visitor: Browser) -> None:
    answer = visitor.call("GET", "conversations", Origin="https://evil.example")
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_files_address_cannot_be_made_up(visitor: Browser) -> None:
    theirs = owned(visitor)
    path = link(theirs["message"], 0).removeprefix("/api/widget/v1/")
    for wrong in (
        path.replace("sign=", "sign=0"),
        path.replace("until=", "until=9"),
        path.partition("?")[0],
        path.replace("/0?", "/1?"),
        f"{path.partition('sign=')[0]}sign={'가' * 40}",
    ):
        assert visitor.call("GET", wrong).status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"client_id": "short"}, "client_id"),
        ({"client_id": "a" * 41}, "client_id"),
        ({"client_id": "12345678", "text": 5}, "text"),
        ({"client_id": "12345678", "text": "가" * 4001}, "text"),
        ({"client_id": "12345678", "text": "  \n "}, "text"),
        ({"client_id": "12345678", "text": "\ud800"}, "text"),
        ({"client_id": "12345678", "text": "a", "admin": True}, "admin"),
        ({"client_id": "12345678", "text": "a", "uploads": ["x"] * 6}, "uploads"),
    ],
)
def test_what_is_not_understood_is_said_by_field(visitor: Browser, body: Any, field: str) -> None:
    chat = visitor.begin()
    answer = visitor.call("POST", f"conversations/{chat}/messages", body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)


@pytest.mark.parametrize("body", ["[]", "{", '"a"', "[" * 5000, '{"client_id": NaN}', "{" + " " * 70_000 + "}"])
def test_what_is_no_json_is_refused(visitor: Browser, body: str) -> None:
    chat = visitor.begin()
    path = f"/api/widget/v1/conversations/{chat}/messages"
    answer = visitor.client.post(path, body, "application/json", headers={"Authorization": f"Bearer {visitor.token}"})
    assert answer.status_code in {400, 413}


def test_errors_speak_the_visitors_language(channel: Channel) -> None:
    for locale, word in (("ko-KR", "다시"), ("en-US", "again")):
        browser = Browser(channel)
        browser.open(locale=locale)
        chat = browser.begin()
        answer = [browser.say(chat, "도배") for _ in range(21)][-1]
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) == answer.json()["error"]["retry_after"] > 0
        assert word in answer.json()["error"]["message"]


def test_who_floods_slows_only_themselves(visitor: Browser, other: Browser) -> None:
    mine, theirs = visitor.begin(), other.begin()
    answers = [visitor.say(mine, "도배").status_code for _ in range(25)]
    assert answers.count(201) == 20
    assert answers[-1] == 429
    assert other.say(theirs, "저는 천천히 써요").status_code == 201
    # What had been taken is still the same message when it is sent again.
    name = client_id()
    assert other.say(theirs, "한 번", name).status_code == 201
    assert other.say(theirs, "한 번", name).status_code == 200
