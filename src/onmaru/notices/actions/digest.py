import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from onmaru.inbox.company import is_online
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.notices.models import Notice
from onmaru.notices.queries import named, rule_of, wishes_of
from onmaru.notices.quiet import quiet_until
from onmaru.notices.wording import sentence
from onmaru.people.models import Agent

log = logging.getLogger(__name__)
AFTER_A_FAILURE = timedelta(hours=1)
# Enough to know what waits; the desk has the rest.
MOST_LINES = 20


@transaction.atomic
def digest(agent_id: int) -> bool:
    """Mail an agent who is away what they have not read; later where they are here, or want to be left alone. Says whether a mail left."""
    from onmaru.notices import jobs

    agent = Agent.objects.at_work().filter(pk=agent_id).first()
    if agent is None or _is_a_channel(agent.email):
        return False
    wishes, now = wishes_of([agent.pk])[agent.pk], clock.now()
    if not wishes.digest_after:
        return False
    waiting = Notice.objects.of(agent).unread().filter(wants_mail=True, mailed_at=None)
    due = waiting.filter(at__lte=now - timedelta(minutes=wishes.digest_after))
    if not waiting.exists():
        return False
    quiet_ends = quiet_until(rule_of(agent, wishes), now)
    if quiet_ends is None:
        return False
    if is_online(agent.pk) or quiet_ends > now or not due.exists():
        later = max(quiet_ends, now + timedelta(minutes=wishes.digest_after))
        enqueue_once(jobs.mail_digest, f"digest of agent {agent.pk}", at=later, agent_id=agent.pk)
        return False
    # The rows stay locked until the mail has left: two workers never write the same one.
    rows = list(
        named(waiting.select_for_update(of=("self",), skip_locked=True)).select_related("conversation").order_by("-at", "-id")[:500]
    )
    if not rows:
        return False
    try:
        _send(agent, rows, wishes.names_subjects)
    except SMTPException as error:
        log.warning("A digest could not be sent and is tried again later: %s", type(error).__name__)
        enqueue_once(jobs.mail_digest, f"digest of agent {agent.pk}", at=now + AFTER_A_FAILURE, agent_id=agent.pk)
        return False
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now)
    return True


def _send(agent: Agent, rows: list[Notice], names_subjects: bool) -> None:
    with translation.override(agent.language):
        newest = list({row.conversation_id: row for row in reversed(rows)}.values())[::-1]
        lines = [(sentence(row), row, row.conversation.subject if names_subjects else "") for row in newest]
        subject = ngettext("%(count)d conversation waits for you", "%(count)d conversations wait for you", len(lines)) % {
            "count": len(lines)
        }
        values = {"agent": agent, "lines": lines[:MOST_LINES], "more": max(0, len(lines) - MOST_LINES), "url": settings.PUBLIC_URL}
        # No machine answers it: neither an absent colleague's nor our own.
        headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "Precedence": "bulk"}
        EmailMessage(f"[Onmaru] {subject}", render_to_string("notices/digest.txt", values), None, [agent.email], headers=headers).send()


def _is_a_channel(email: str) -> bool:
    """A mail to a mailbox that we fetch would come back as a customer's."""
    return Channel.objects.filter(Q(handle__iexact=email)).exists()
