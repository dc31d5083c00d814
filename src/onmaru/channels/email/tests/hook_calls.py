"""Calls at a channel's hook as a provider makes them, for the tests of hooks."""

import base64
import json
from typing import Any

from django.test import Client

from onmaru.channels import hooks
from onmaru.channels.email.settings import EmailSettings, Esp
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel, Message
from onmaru.kit.inline_jobs import run_waiting


def connect(channel: Channel, **esp: Any) -> str:
    channel.settings = EmailSettings(esp=Esp(**esp)).to_json()
    channel.save()
    return hooks.address(channel).removeprefix("http://localhost:8000")


def call(address: str, body: bytes | str | dict[str, Any], kind: str = "application/json", **headers: str) -> Any:
    raw = json.dumps(body) if isinstance(body, dict) else body
    given = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return Client(enforce_csrf_checks=True).post(address, raw, content_type=kind, **given)  # pyright: ignore[reportArgumentType]


def received() -> Message:
    run_waiting()
    trayed = list(Delivery.objects.filter(state="tray").values_list("reason", flat=True))
    assert not trayed, trayed
    return Message.objects.get(direction="in")


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
