"""`bin/bench bulk`: conversations a second that are tagged, resolved and taken back, beside a bare loop that changes the same rows.

The product's jobs run in this process, one after another, as one worker does them. The bare loop makes the same changes of conversations,
episodes, taggings, items and events with psycopg, one transaction a conversation: no ORM, no look at what was before. What tagging sets
off (the search files it anew) is enqueued, not done.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from typing import Any

import psycopg

# (what it is called, its statements for one conversation and its item)
EVENT = "INSERT INTO events_event (name, at, actor_kind, conversation_id, data) VALUES ('{}', now(), 'system', %(id)s, '{{}}')"
ITEM = "UPDATE inbox_bulkitem SET state = '{}' WHERE bulk_id = %(bulk)s AND conversation_id = %(id)s"
BARE = {
    "tag": [
        "INSERT INTO inbox_tagging (conversation_id, tag_id, tagged_at) VALUES (%(id)s, %(tag)s, now())",
        EVENT.format("conversation.tagged"),
        ITEM.format("done"),
    ],
    "resolve": [
        "UPDATE inbox_episode SET resolved_at = now() WHERE conversation_id = %(id)s AND resolved_at IS NULL",
        "UPDATE inbox_conversation SET status = 'resolved', customer_waiting_since = NULL WHERE id = %(id)s",
        EVENT.format("conversation.resolved"),
        ITEM.format("done"),
    ],
    "undo": [
        "UPDATE inbox_episode SET resolved_at = NULL WHERE conversation_id = %(id)s",
        "UPDATE inbox_conversation SET status = 'open', customer_waiting_since = created_at WHERE id = %(id)s",
        EVENT.format("conversation.restored"),
        ITEM.format("undone"),
    ],
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench bulk")
    parser.add_argument("--conversations", type=int, default=5000)
    count = parser.parse_args().conversations
    os.environ["ONMARU_LOG_LEVEL"] = "WARNING"
    from onmaru.cli import setting_up

    setting_up.django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    agent = filled(count)
    print(f"{count} open conversations; load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    for name, ours, bare in measured(agent, count):
        print(f"{name:>8}: {ours:7.1f} conversations/s,  bare loop {bare:7.1f},  ratio {ours / bare:.2f}", flush=True)
    return 0


def filled(count: int) -> Any:
    """So many open conversations of one customer, and the lead who deals with them."""
    from onmaru.customers.models import Customer
    from onmaru.inbox.models import Channel, Conversation, Episode
    from onmaru.kit import clock
    from onmaru.people.models import Agent

    now = clock.now()
    channel = Channel.objects.create(kind="sandbox", name="Bench", created_at=now)
    customer = Customer.objects.create(name="C", created_at=now)
    made = Conversation.objects.bulk_create(
        Conversation(channel=channel, customer=customer, created_at=now, last_activity_at=now, customer_waiting_since=now)
        for _ in range(count)
    )
    Episode.objects.bulk_create(Episode(conversation=one, ordinal=1, started_at=now) for one in made)
    return Agent.objects.create(email="lead@bench.example", name="Lead", role=Agent.Role.LEAD)


def measured(agent: Any, count: int) -> list[tuple[str, float, float]]:
    from onmaru.inbox.actions.run_bulk import run_some
    from onmaru.inbox.actions.start_bulk import start_bulk
    from onmaru.inbox.actions.undo_bulk import ask_undo, undo_some
    from onmaru.inbox.models import Bulk, Conversation, Tag

    def started(deed: str, **parameters: str) -> Bulk:
        return start_bulk(deed, parameters, Conversation.objects.visible_to(agent), agent)

    found = []
    for deed, parameters in (("tag", {"name": "bench"}), ("resolve", {})):
        bulk = started(deed, **parameters)
        ours = pace(run_some, bulk.pk, count)
        bulk.refresh_from_db()
        assert bulk.done == count, (bulk.done, bulk.failed)
        assert ask_undo(bulk, agent)
        undoing = pace(undo_some, bulk.pk, count)
        bulk.refresh_from_db()
        assert bulk.undone == count, (bulk.undone, bulk.kept)
        # Right after ours, so that both had the same machine; on the same rows, which are as they were again.
        values = {"bulk": bulk.pk, "tag": Tag.objects.get().pk}
        found.append((deed, ours, bare_pace(deed, values, count)))
        if deed == "resolve":
            found.append(("undo", undoing, bare_pace("undo", values, count)))
    return found


def pace(some: Callable[[int], bool], bulk_id: int, count: int) -> float:
    began = time.perf_counter()
    while some(bulk_id):
        pass
    return count / (time.perf_counter() - began)


def bare_pace(deed: str, values: dict[str, int], count: int) -> float:
    from onmaru.events.postgres_ears import conninfo

    with psycopg.connect(conninfo(), autocommit=True) as connection:
        chosen = connection.execute("SELECT conversation_id FROM inbox_bulkitem WHERE bulk_id = %(bulk)s", values).fetchall()
        began = time.perf_counter()
        for (number,) in chosen:
            with connection.transaction():
                for statement in BARE[deed]:
                    connection.execute(statement.encode(), {**values, "id": number})
        return count / (time.perf_counter() - began)


if __name__ == "__main__":
    raise SystemExit(main())
