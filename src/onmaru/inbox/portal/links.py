"""Links to the portal that stand in mails.

Whoever has the link of a conversation may act in it as its customer. So the link itself is made as a message leaves, and taken out of what
comes back: what is kept, and what agents see, is the plain address, which opens nothing for who has not come in.
"""

import re
from contextlib import suppress
from datetime import timedelta
from urllib.parse import unquote

from django.conf import settings
from django.core import signing
from django.urls import reverse

from onmaru.inbox.models import Conversation
from onmaru.inbox.portal.raw_keys import UNSIGNED

SALT = "onmaru.portal.conversation"
LASTS = timedelta(days=30)
_KEYED = "/inquiries/link/"
_KEY = re.compile(_KEYED + r"([\w:.%-]*)/?")


def link_for(conversation: Conversation | int) -> str:
    """Opens this one conversation for whoever has the mail, for a month; empty where the deployment has no address for customers."""
    if not settings.HAS_PUBLIC_URL:
        return ""
    return settings.PUBLIC_URL + reverse("portal_link", args=[signing.dumps(_number(conversation), salt=SALT)])


def address_for(conversation: Conversation | int) -> str:
    """What stands for that link in what we keep."""
    return settings.PUBLIC_URL + reverse("portal_inquiry", args=[_number(conversation)]) if settings.HAS_PUBLIC_URL else ""


def with_keys(text: str, conversation: Conversation | int) -> str:
    """Words of ours as they leave for the customer of this conversation."""
    address = address_for(conversation)
    return text.replace(address, link_for(conversation)) if address and address in text else text


def without_keys(text: str) -> str:
    """Words of somebody who quotes such a link. One that was broken in two is worth nothing, and is taken out all the same."""
    return _KEY.sub(_plain, text) if _KEYED in text else text


def opened(token: str) -> int | None:
    """The conversation of a link of ours that still counts."""
    return _signed(token, LASTS)


def _plain(found: re.Match[str]) -> str:
    # Whose link it was stays readable when its signature was taken out as it arrived; the address alone opens nothing.
    number = _signed(unquote(found[1]), None) or _named(unquote(found[1]))
    return reverse("portal_inquiry", args=[number]) if number else reverse("portal_inquiries")


def _signed(token: str, lasts: timedelta | None) -> int | None:
    try:
        return int(signing.loads(token, salt=SALT, max_age=lasts))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _named(token: str) -> int | None:
    payload, _colon, rest = token.partition(":")
    if not rest.endswith(UNSIGNED):
        return None
    with suppress(ValueError):
        return int(signing.JSONSerializer().loads(signing.b64_decode(payload.encode())))
    return None


def _number(conversation: Conversation | int) -> int:
    return conversation if isinstance(conversation, int) else conversation.pk
