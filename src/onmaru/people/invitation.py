"""The link in an invitation: signed, good for a week, and only until a password is chosen."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from onmaru.people.models import Agent

SALT = "onmaru.people.invitation"
A_WEEK = 7 * 24 * 60 * 60


def link(agent: Agent) -> str:
    # The unusable password is random: when one is chosen, or the account is made anew, the link ends.
    token = signing.dumps({"agent": agent.pk, "before": agent.password[-12:]}, salt=SALT)
    return settings.PUBLIC_URL + reverse("invitation", args=[token])


def invited(token: str) -> Agent | None:
    """Who was invited with it; None for a link that is forged, too old or used."""
    try:
        said = signing.loads(token, salt=SALT, max_age=A_WEEK)
        agent = Agent.objects.filter(pk=said["agent"], is_active=True).first()
    except (signing.BadSignature, KeyError, TypeError):
        return None
    if agent is None or agent.has_usable_password() or agent.password[-12:] != said.get("before"):
        return None
    return agent
