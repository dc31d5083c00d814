"""Hands one message to a push service (RFC 8030)."""

import json
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from onmaru.kit import clock, http
from onmaru.kit.addresses import allowed_by_name
from onmaru.notices.models import Subscription
from onmaru.notices.push.encrypt import UnusableKeys, encrypt
from onmaru.notices.push.vapid import authorization

# A push that waits longer for a browser tells nothing any more.
LIVES = timedelta(hours=12)


class Handed(StrEnum):
    TAKEN = "taken"
    # The browser unsubscribed, or its keys are none: nothing will ever arrive there.
    GONE = "gone"
    REFUSED = "refused"


class Busy(OSError):
    """The push service cannot now. Worth another try later."""


def acceptable(endpoint: str) -> bool:
    """A push service is met over TLS; only hosts that the operator named may do without."""
    parts = urlsplit(endpoint)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and allowed_by_name(parts.hostname or "")))


def deliver(subscription: Subscription, message: dict[str, Any], keys: dict[str, str], topic: str = "", urgency: str = "normal") -> Handed:
    """Encrypted for this one browser. Raises Busy where another try is worth it."""
    if not acceptable(subscription.endpoint):
        return Handed.GONE
    try:
        body = encrypt(json.dumps(message, ensure_ascii=False).encode(), subscription.keys["p256dh"], subscription.keys["auth"])
    except UnusableKeys:
        return Handed.GONE
    headers = {
        "authorization": authorization(subscription.endpoint, subject(), keys, clock.now()),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(int(LIVES.total_seconds())),
        "urgency": urgency,
        **({"topic": topic} if topic else {}),
    }
    try:
        answer = http.post(subscription.endpoint, data=body, headers=headers, largest=64 * 1024)
    except http.PrivateAddress:
        return Handed.GONE
    except http.Unreachable as error:
        raise Busy(str(error)) from error
    if answer.ok:
        return Handed.TAKEN
    if answer.status in {404, 410}:
        return Handed.GONE
    if answer.status == 429 or answer.status >= 500:
        raise Busy(f"the push service answered {answer.status}")
    return Handed.REFUSED


def subject() -> str:
    """How a push service reaches the operator; Apple's takes no localhost."""
    return settings.PUBLIC_URL if settings.HTTPS else f"mailto:onmaru@{settings.PUBLIC_HOST}"
