"""Writes rows of many tables at once by COPY, without indexes and keys; these are made anew when all rows are there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from django.db import models

BLOCK = 512 * 1024
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def field(value: object) -> str:
    """A value as COPY's text format has it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)
    if isinstance(value, list | tuple):
        return "{" + ",".join('"' + str(each).replace("\\", "\\\\").replace('"', '\\"') + '"' for each in value) + "}"
    return str(value).translate(_ESCAPED)


class Table:
    """Rows of one model. What is not given for any row is what the model says by itself; a column the model no longer has is left out."""

    def __init__(self, conninfo: str, model: type[models.Model], columns: Sequence[str]) -> None:
        own = {each.column: each for each in model._meta.concrete_fields if not each.generated}
        self.kept = [place for place, column in enumerate(columns) if column in own]
        rest = {name: each for name, each in own.items() if name not in columns}
        self.tail = "".join(f"\t{field(_default(each))}" for each in rest.values())
        self.whole = len(self.kept) == len(columns)
        names = ", ".join(f'"{name}"' for name in [*(columns[place] for place in self.kept), *rest])
        self.connection = psycopg.connect(conninfo)
        # Nobody checks a foreign key row by row: the keys that are added at the end check all of them.
        self.connection.execute("SET session_replication_role = replica")
        self.entered = self.connection.cursor().copy(f"COPY {model._meta.db_table} ({names}) FROM STDIN".encode())
        self.copy = self.entered.__enter__()
        self.lines: list[str] = []
        self.size = self.rows = 0

    def add(self, *values: str) -> None:
        """Values as `field` makes them."""
        line = "\t".join(values if self.whole else [values[place] for place in self.kept]) + self.tail + "\n"
        self.lines.append(line)
        self.rows += 1
        self.size += len(line)
        if self.size > BLOCK:
            self._write()

    def _write(self) -> None:
        self.copy.write("".join(self.lines))
        self.lines.clear()
        self.size = 0

    def close(self) -> None:
        self._write()
        self.entered.__exit__(None, None, None)
        self.connection.commit()
        self.connection.close()


def _default(each: models.Field[Any, Any]) -> object:
    if each.has_default():
        return each.get_default()
    if each.null:
        return None
    return each.get_default() if each.empty_strings_allowed else 0


@contextmanager
def bare_tables(connection: psycopg.Connection[Any], tables: Sequence[str]) -> Iterator[None]:
    """Inside, the tables have neither keys nor indexes; afterwards the same as before."""
    constraints = connection.execute(_CONSTRAINTS, [list(tables), list(tables)]).fetchall()
    keys = [row for row in constraints if row[2] in "pu"]
    foreign = [row for row in constraints if row[2] == "f"]
    for table, name, *_ in [*foreign, *keys]:
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
    indexes = connection.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)", [list(tables)]).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"'.encode())
    connection.commit()
    try:
        yield
    finally:
        made = [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, _, definition in keys]
        made += [definition for _, definition in indexes]
        made += [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for table, name, _, definition in foreign]
        for statement in made:
            connection.execute(statement.encode())
            connection.commit()


_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype IN ('p', 'u', 'f') AND (conrelid = ANY(%s::regclass[]) OR confrelid = ANY(%s::regclass[]))
"""
