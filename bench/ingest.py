"""`bin/bench ingest`: raw mails filed a second by real workers, beside a bare loop that writes the same rows with psycopg.

The mails are accepted first; then 1, 2 and 4 workers drain the queue, each into an empty database of the same cluster, whose settings are
those of production. They take the queue "ingest" alone: what filing sets off (triage, acknowledgements) is enqueued, not done. The bare
loop writes exactly the rows that the workers left, one transaction a mail, in one process: no parsing, no threading, no queue. The clock
runs from the first mail that is done to the last, so that starting Python is not measured.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from itertools import islice
from typing import Any

from bench.rows import Row, raw_connection, rows_of, written_again

GOAL = 0.25
# Every table that filing a mail writes to, in the order in which rows can be inserted; how a row is known to belong to a mail.
TABLES = {
    "customers_customer": "id IN (SELECT customer_id FROM inbox_conversation WHERE id = ANY(%(conversations)s))",
    "customers_identity": "customer_id IN (SELECT customer_id FROM inbox_conversation WHERE id = ANY(%(conversations)s))",
    "inbox_conversation": "id = ANY(%(conversations)s)",
    "inbox_episode": "conversation_id = ANY(%(conversations)s)",
    "inbox_message": "id = ANY(%(messages)s)",
    "inbox_participant": "conversation_id = ANY(%(conversations)s)",
    "inbox_attachment": "message_id = ANY(%(messages)s)",
    "channels_delivery": "message_id = ANY(%(messages)s)",
    "search_entry": "conversation_id = ANY(%(conversations)s) OR sort = 'message' AND thing_id = ANY(%(messages)s)"
    " OR sort = 'customer' AND thing_id IN (SELECT customer_id FROM inbox_conversation WHERE id = ANY(%(conversations)s))",
    "events_event": "name = 'message.received' AND (data->>'message_id')::bigint = ANY(%(messages)s)"
    " OR name = 'conversation.opened' AND conversation_id = ANY(%(conversations)s)"
    " OR name = 'customer.identified' AND customer_id IN (SELECT customer_id FROM inbox_conversation WHERE id = ANY(%(conversations)s))",
}
EMPTIED = "customers_customer, inbox_conversation, channels_delivery, search_entry, events_event, procrastinate_jobs, procrastinate_workers"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench ingest")
    parser.add_argument("--mails", type=int, default=1200)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    arguments = parser.parse_args()
    # Whoever ends us early must not leave workers behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.environ["ONMARU_LOG_LEVEL"] = "WARNING"
    from onmaru.cli import setting_up

    setting_up.django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    channel, raws = shop(), mails(arguments.mails)
    print(f"{arguments.mails} mails of the demo shop's customers; load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    ratios = {}
    for workers in arguments.workers:
        empty()
        accepted = accept_all(channel, raws)
        ours = drained(workers)
        # Right after each run of ours, so that both had the same machine.
        limit = bare(rows_of_each_mail())
        ratios[workers] = ours / limit
        row = f"{workers} workers: {ours:7.1f} mails/s filed,  bare loop {limit:7.1f},  ratio {ratios[workers]:.2f}"
        print(f"{row}   (accepted before: {accepted:.0f}/s)", flush=True)
    reached = ratios.get(2, 0.0)
    print(f"{'Reached' if reached >= GOAL else 'NOT reached'}: {GOAL} of the bare loop with 2 workers.")
    return 0 if reached >= GOAL else 1


def mails(count: int) -> list[bytes]:
    """The demo shop's letters: every client and charset that customers of the country use, some with files."""
    from dev.world.inquiries import letters

    return [letter.raw for letter in islice(letters(7), count)]


def shop() -> Any:
    from onmaru.inbox.models import Channel
    from onmaru.people.models import Shop

    Shop.objects.create(name="하루상점")
    return Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example")


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {EMPTIED} CASCADE")
        cursor.execute("CHECKPOINT")


def accept_all(channel: Any, raws: list[bytes]) -> float:
    from onmaru.channels.actions.accept import accept

    began = time.perf_counter()
    for number, raw in enumerate(raws):
        accept(channel, raw, "imap", f"bench:{number}", meta={"uid": number})
    return len(raws) / (time.perf_counter() - began)


def drained(workers: int) -> float:
    from django.db.models import Max, Min

    from onmaru.channels.models import Delivery

    running = [
        subprocess.Popen([sys.executable, "-m", "onmaru.cli", "worker", "--queues", "ingest"], start_new_session=True)
        for _ in range(workers)
    ]
    try:
        while Delivery.objects.filter(state="waiting").exists():
            time.sleep(0.1)
    finally:
        for process in running:
            process.kill()
            process.wait()
    wrong = Delivery.objects.exclude(state="filed").count()
    if wrong:
        raise RuntimeError(f"{wrong} mails were not filed")
    times = Delivery.objects.aggregate(first=Min("done_at"), last=Max("done_at"))
    return Delivery.objects.count() / (times["last"] - times["first"]).total_seconds()


def rows_of_each_mail() -> list[list[Row]]:
    """What filing wrote, mail by mail: a conversation's own rows belong to its first message."""
    with raw_connection() as connection:
        mails = connection.execute("SELECT id, conversation_id FROM inbox_message WHERE direction = 'in' ORDER BY id").fetchall()
        seen: set[int] = set()
        kept = []
        for message, conversation in mails:
            new = [] if conversation in seen else [conversation]
            seen.add(conversation)
            which = {"conversations": new, "messages": [message]}
            kept.append([row for table, where in TABLES.items() for row in rows_of(connection, table, where, which)])
    return kept


def bare(mails: list[list[Row]]) -> float:
    """The same rows, a job and a notice for each mail, as fast as plain psycopg can in one process."""
    empty()
    return written_again(mails)


if __name__ == "__main__":
    sys.exit(main())
