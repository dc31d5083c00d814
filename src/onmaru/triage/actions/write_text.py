from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Channel
from onmaru.people.models import Agent
from onmaru.triage.events import AcknowledgementTextWritten
from onmaru.triage.models import AcknowledgementText


@transaction.atomic
def write_text(channel: Channel, language: str, text: str, by: Agent) -> None:
    """Let a channel acknowledge in the shop's own words; an empty text goes back to ours."""
    if text.strip():
        AcknowledgementText.objects.update_or_create(channel=channel, language=language, defaults={"text": text.strip()})
    else:
        AcknowledgementText.objects.filter(channel=channel, language=language).delete()
    record(AcknowledgementTextWritten(channel_id=channel.pk, language=language), by=actor.agent(by.pk))
