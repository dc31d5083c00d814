from datetime import datetime
from typing import Any

from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.actions.reply import reply_automatically
from onmaru.inbox.models import Message
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue
from onmaru.triage.events import PromiseMade
from onmaru.triage.models import Acknowledgement


@transaction.atomic
def acknowledge(message: Message, text: str, html: str, phrase: str, due_at: datetime | None, basis: dict[str, Any]) -> Acknowledgement:
    """Acknowledge the episode of a message, and remember what was promised. An episode that has one raises IntegrityError."""
    from onmaru.triage.jobs import settle_promise

    sent = reply_automatically(message.conversation, text, html)
    made = Acknowledgement.objects.create(
        episode=message.episode, message=sent, made_at=clock.now(), due_at=due_at, phrase=phrase, basis=basis
    )
    record(
        PromiseMade(
            conversation_id=sent.conversation_id,
            episode_id=message.episode_id,
            message_id=sent.pk,
            due_at=due_at.isoformat() if due_at else "",
        )
    )
    if due_at:
        enqueue(settle_promise, at=due_at, episode_id=message.episode_id)
    return made
