"""Rows that the product wrote, read back as they are, and written once more as fast as plain psycopg can."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

JSONB = 3802
# What the database computes by itself.
GENERATED = {"is_vip"}
Row = tuple[str, dict[str, Any]]


def rows_of(connection: psycopg.Connection[Any], table: str, where: str, values: dict[str, Any]) -> list[Row]:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE {where}".encode(), values)
    assert cursor.description
    columns = [(column.name, column.type_code) for column in cursor.description]
    return [
        (
            table,
            {
                name: Jsonb(value) if code == JSONB else value
                for (name, code), value in zip(columns, row, strict=True)
                if name not in GENERATED
            },
        )
        for row in cursor.fetchall()
    ]


def written_again(each: list[list[Row]]) -> float:
    """One transaction for the rows of each, with a job and a notice, in one process; how many a second."""
    statements: dict[str, str] = {}
    with raw_connection() as connection:
        connection.commit()
        began = time.perf_counter()
        for rows in each:
            grouped = defaultdict(list)
            for table, row in rows:
                grouped[table].append(row)
            for table, of_table in grouped.items():
                for row in of_table:
                    if table not in statements:
                        names = ", ".join(row)
                        statements[table] = f"INSERT INTO {table} ({names}) VALUES ({', '.join(f'%({name})s' for name in row)})"
                    connection.execute(statements[table].encode(), row)
            connection.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('reactions', 'bench', %s)", [Jsonb({"event_id": 1})]
            )
            connection.execute("SELECT pg_notify('onmaru', %s)", ['{"what":"conversation","id":1}'])
            connection.commit()
        return len(each) / (time.perf_counter() - began)


def raw_connection() -> psycopg.Connection[Any]:
    from django.conf import settings

    database = settings.DATABASES["default"]
    return psycopg.connect(dbname=database["NAME"], user=database["USER"], host=database["HOST"], port=database["PORT"] or None)
