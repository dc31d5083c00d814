"""Links to the portal that stand in mails."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from onmaru.inbox.models import Conversation

SALT = "onmaru.portal.conversation"
LASTS = timedelta(days=30)


def link_for(conversation: Conversation | int) -> str:
    """Opens this one conversation for whoever has the mail, for a month; empty where the deployment has no address for customers."""
    if not settings.HAS_PUBLIC_URL:
        return ""
    number = conversation if isinstance(conversation, int) else conversation.pk
    return settings.PUBLIC_URL + reverse("portal_link", args=[signing.dumps(number, salt=SALT)])


def opened(token: str) -> int | None:
    """The conversation of a link of ours that still counts."""
    try:
        return int(signing.loads(token, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
