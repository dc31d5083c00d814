"""Whether web processes hear what changes."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from redis import Redis
from redis.exceptions import RedisError

from onmaru.kit.checks import Check


def checks() -> Iterator[Check]:
    if not settings.REDIS_URL:
        return
    name = _("Redis")
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5, socket_timeout=5) as redis:
            version = redis.info("server").get("redis_version", "")
    except (RedisError, ValueError) as error:
        # What Redis says may hold the address, and that the password.
        advice = _("Start it, or correct REDIS_URL; without REDIS_URL changes travel by the database.")
        yield Check(name, False, _("It does not answer (%(why)s).") % {"why": type(error).__name__}, advice)
    else:
        yield Check(name, True, _("Version %(version)s answers.") % {"version": version})
