"""Who keeps writing through the storm: the customers, their mail provider, and an agent at the desk. Each insists until it was heard."""

from __future__ import annotations

import base64
import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from urllib.parse import urlencode, urlsplit

from dev.mailhost import MailHost
from dev.storm.mails import SHOP, Letter
from dev.storm.setting import PASSWORD, Setting

PATIENCE = 300.0


def insist(said: Callable[[], bool]) -> None:
    """Until it was heard; a provider, or a person, tries again too."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if said():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.3)
    raise TimeoutError("nobody answered")


def by_mail(host: MailHost, letters: list[Letter], over: float) -> None:
    """Into the mailbox, in bunches spread over so many seconds."""
    bunches = list(_bunches(letters, max(1, len(letters) // 40)))
    for bunch in bunches:
        host.deliver_all([(letter.raw, SHOP) for letter in bunch])
        time.sleep(over / len(bunches))


def by_hook(setting: Setting, letters: list[Letter], over: float) -> None:
    """By the provider, which calls again until it is told that its mail was taken, and now and then once too often."""
    sign = "Basic " + base64.b64encode(f"storm:{PASSWORD}".encode()).decode()
    for number, letter in enumerate(letters):
        body = json.dumps({"MessageID": f"pm-{letter.message_id}", "RawEmail": letter.raw.decode()}).encode()
        for _again in range(2 if number % 10 == 0 else 1):
            insist(lambda body=body: _post(setting.hook, body, {"Authorization": sign, "Content-Type": "application/json"}) == 200)
        time.sleep(over / len(letters))


def at_the_desk(setting: Setting, count: int, over: float) -> None:
    """Answers the first conversations as they appear; the same press of the button is repeated until it was heard."""
    from onmaru.inbox.models import Conversation

    desk = urlsplit(setting.hook)._replace(path="", query="").geturl()
    token = "s" * 32
    headers = {
        "Cookie": f"sessionid={setting.session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": desk,
    }
    answered: set[int] = set()
    deadline = time.monotonic() + PATIENCE
    while len(answered) < count and time.monotonic() < deadline:
        waiting = Conversation.objects.exclude(pk__in=answered).order_by("id").values_list("pk", flat=True)
        for number in list(waiting[: count - len(answered)]):
            form = urlencode({"text": f"{number}번 문의에 답변드립니다.", "key": f"storm-{number}"}).encode()
            address = f"{desk}/desk/conversations/{number}/reply/"
            insist(lambda address=address, form=form: _post(address, form, headers) in {200, 204, 302, 303})
            answered.add(number)
            # Impatient only when nothing comes any more: how long all of it takes depends on how often the worker dies.
            deadline = time.monotonic() + PATIENCE
            time.sleep(over / count)
        time.sleep(0.2)
    if len(answered) < count:
        raise TimeoutError(f"only {len(answered)} of {count} conversations appeared")


def _post(address: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)) as connection:
        connection.request("POST", parts.path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def _bunches(letters: list[Letter], size: int) -> Iterator[list[Letter]]:
    rest = iter(letters)
    while bunch := list(islice(rest, size)):
        yield bunch
