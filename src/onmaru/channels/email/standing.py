"""What of e-mail lives as long as the worker: a watch on every mailbox, and the listeners."""

from collections.abc import Iterator
from functools import partial

from onmaru.channels.email import listener, settings, watch
from onmaru.channels.email.kind import KIND
from onmaru.channels.standing import Service
from onmaru.inbox.models import Channel


def services() -> Iterator[Service]:
    for channel in Channel.objects.active().filter(kind=KIND.code):
        if settings.of(channel).imap:
            yield Service(f"imap:{channel.pk}", partial(watch.watch, channel.pk))
    yield from listener.services()
