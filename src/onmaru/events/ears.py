"""What a process hears changes by: Redis where a deployment has it, else the database itself."""

from functools import partial

from django.conf import settings

from onmaru.events import postgres_ears, redis_ears
from onmaru.events.listening import Ears


def ears_on(channel: str) -> Ears:
    """Ears for what is told on one of the database's notification channels."""
    return partial(redis_ears.hear if settings.REDIS_URL else postgres_ears.hear, channel=channel)
