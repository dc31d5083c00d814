from typing import Any

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import ChannelConfigured, ChannelConnected, ChannelPaused, ChannelResumed
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.people.models import Agent

CHANGEABLE = frozenset({"name", "handle", "team", "language", "acknowledges", "settings"})


@transaction.atomic
def connect(kind: str, by: Agent, **fields: Any) -> Channel:
    """Connect an account. One that is connected already raises IntegrityError."""
    _check(fields)
    channel = Channel.objects.create(kind=kind, **fields)
    record(ChannelConnected(channel_id=channel.pk), by=actor.agent(by.pk))
    return channel


@transaction.atomic
def configure(channel: Channel, by: Agent, **fields: Any) -> None:
    """Change how a channel is reached, or what it is called. The log names the fields, never their values."""
    _check(fields)
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=changed)
        record(ChannelConfigured(channel_id=row.pk, changed=changed), by=actor.agent(by.pk))


@transaction.atomic
def pause(channel: Channel, by: Agent) -> None:
    """Neither fetch nor take anything for a channel until it is resumed."""
    if Channel.objects.filter(pk=channel.pk, paused_at=None).update(paused_at=clock.now()):
        record(ChannelPaused(channel_id=channel.pk), by=actor.agent(by.pk))


@transaction.atomic
def resume(channel: Channel, by: Agent) -> None:
    """Go on where a channel was paused."""
    if Channel.objects.filter(pk=channel.pk).exclude(paused_at=None).update(paused_at=None):
        record(ChannelResumed(channel_id=channel.pk), by=actor.agent(by.pk))


def _check(fields: dict[str, Any]) -> None:
    if unknown := set(fields) - CHANGEABLE:
        raise TypeError(f"not of a channel: {', '.join(sorted(unknown))}")
