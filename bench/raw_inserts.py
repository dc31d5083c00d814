"""How many rows as long as a chat message the database takes from many connections, one transaction each, with nothing around them."""

from __future__ import annotations

import threading
import time

import psycopg

TEXT = "주문한 린넨 셔츠가 아직 출발하지 않은 것 같아요. 언제쯤 받을 수 있을까요?"


def raw_inserts(connections: int, seconds: float) -> float:
    """Rows a second."""
    from onmaru.events.postgres_ears import conninfo

    with psycopg.connect(conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE bench_message (id bigserial PRIMARY KEY, chat bigint, seq int, text text, at timestamptz)")
        connection.execute("CREATE UNIQUE INDEX ON bench_message (chat, seq)")
    counts = [0] * connections
    until = time.perf_counter() + seconds

    def insert(chat: int) -> None:
        with psycopg.connect(conninfo(), autocommit=True) as connection:
            while time.perf_counter() < until:
                counts[chat] += 1
                connection.execute("INSERT INTO bench_message (chat, seq, text, at) VALUES (%s, %s, %s, now())", [chat, counts[chat], TEXT])

    threads = [threading.Thread(target=insert, args=(chat,)) for chat in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds
