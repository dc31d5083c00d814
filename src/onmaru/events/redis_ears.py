"""Hears changes by Redis (or Valkey), for deployments with many web processes, or whose database pooler knows no LISTEN.

PostgreSQL's notices stay the source: they are part of the transaction, so that no change is told that did not happen and none is forgotten.
One web process, which holds a lease in Redis, listens to the database and passes on to all. When it dies its lease ends, another takes it,
and everybody is greeted, because a gap may lie before that.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connections
from django.utils.crypto import salted_hmac
from redis.asyncio import Redis
from redis.exceptions import RedisError

from onmaru.events import postgres_ears
from onmaru.events.log import CHANNEL

log = logging.getLogger(__name__)

# Whoever listens to the database for all says again at least so often that it is alive.
LEASE = 6.0
# How long the others wait before they ask for a lease that is perhaps free.
NEXT_TRY = 1.0
# Nothing for a while may also mean that the connection is dead: an answer proves it is not.
SILENCE = 15.0
GREETING = "hello"
FAILURES = (RedisError, psycopg.Error, OSError, TimeoutError)


async def hear(began: Callable[[], None], heard: Callable[[str], None], channel: str = CHANNEL) -> None:
    """What is told on a notification channel of the database, until Redis fails, which is an exception."""
    async with client() as redis, redis.pubsub() as subscribed:
        await subscribed.subscribe(name(channel))
        relay = asyncio.create_task(_relay(redis, channel))
        try:
            while True:
                told = await subscribed.get_message(timeout=SILENCE)
                if told is None:
                    await redis.ping()
                elif told["type"] == "subscribe" or told["data"] == GREETING:
                    began()
                elif told["type"] == "message":
                    heard(told["data"])
        finally:
            relay.cancel()
            await asyncio.gather(relay, return_exceptions=True)


def client() -> Redis:
    return Redis.from_url(settings.REDIS_URL, decode_responses=True, socket_connect_timeout=5, socket_timeout=SILENCE + 10)


def name(channel: str = CHANNEL) -> str:
    """Several deployments may share one Redis: each speaks under a name that nobody else can make."""
    database = str(connections["default"].settings_dict["NAME"])
    return f"{channel}:{salted_hmac('onmaru.events.redis', database).hexdigest()[:16]}"


async def _relay(redis: Redis, channel: str) -> None:
    """Listen to the database for all whenever nobody else does."""
    lease, me = f"{name(channel)}:relay", uuid4().hex
    while True:
        try:
            if await redis.set(lease, me, nx=True, px=int(LEASE * 1000)):
                await _pass_on(redis, channel, lease, me)
        except FAILURES as error:
            log.warning("The stream passes nothing on and tries again: %s", error)
        await asyncio.sleep(NEXT_TRY)


async def _pass_on(redis: Redis, channel: str, lease: str, me: str) -> None:
    changes: asyncio.Queue[str] = asyncio.Queue()
    hearing = asyncio.create_task(postgres_ears.hear(lambda: changes.put_nowait(GREETING), changes.put_nowait, channel))
    renewed = monotonic()
    try:
        while not hearing.done():
            if monotonic() - renewed > LEASE / 3:
                if await redis.get(lease) != me:
                    return
                await redis.pexpire(lease, int(LEASE * 1000))
                renewed = monotonic()
            await asyncio.wait({hearing, waiting := asyncio.ensure_future(changes.get())}, timeout=LEASE / 3, return_when="FIRST_COMPLETED")
            if not waiting.done():
                waiting.cancel()
                continue
            told = [waiting.result(), *(changes.get_nowait() for _ in range(changes.qsize()))]
            async with redis.pipeline(transaction=False) as pipeline:
                for change in dict.fromkeys(told):
                    pipeline.publish(name(channel), change)
                await pipeline.execute()
        hearing.result()
    finally:
        hearing.cancel()
        await asyncio.gather(hearing, return_exceptions=True)
        # So that the next one need not wait for the lease to end.
        with suppress(*FAILURES):
            if await redis.get(lease) == me:
                await redis.delete(lease)
