"""The shop that a storm comes over: one mailbox on the mail host, read by IMAP, answered by SMTP, and called by a mail provider too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dev.mailhost import MailHost
from dev.storm.mails import SHOP

PASSWORD = "storm-secret"


@dataclass(frozen=True)
class Setting:
    channel_id: int
    hook: str
    session: str


def make(host: MailHost) -> Setting:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from onmaru.automation.actions.choose_checks import choose_checks
    from onmaru.automation.checks import CHECKS
    from onmaru.channels import hooks
    from onmaru.channels.email.settings import EmailSettings, Esp, Imap, Smtp
    from onmaru.inbox.models import Channel
    from onmaru.people.models import Agent, Shop
    from onmaru.people.roles import Role

    call_command("migrate", verbosity=0)
    host.add_mailbox(SHOP, PASSWORD)
    known: dict[str, Any] = {"user": SHOP, "password": PASSWORD, "ca_file": str(host.ca_file)}
    reach = EmailSettings(
        imap=Imap(host="localhost", port=host.imap_port, poll_seconds=5, **known),
        smtp=Smtp(host="localhost", port=host.submission_port, **known),
        esp=Esp(provider="postmark", basic_user="storm", basic_password=PASSWORD),
    )
    Shop.objects.create(name="하루상점")
    channel = Channel.objects.create(kind="email", name="하루상점", handle=SHOP, settings=reach.to_json())
    agent = Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.OWNER)
    agent.set_unusable_password()
    agent.save()
    # Whoever answers in a storm does not look twice.
    choose_checks((check.name for check in CHECKS), by=agent)
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(agent.pk), agent.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "onmaru.people.backend.AgentBackend"
    session.save()
    return Setting(channel.pk, hooks.address(channel), str(session.session_key))
