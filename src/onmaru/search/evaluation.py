"""Measuring the engine on somebody's own texts: the same filing, vocabulary, SQL and ranking as in the product, on tables of their own.

The tables are temporary ones with the names of the real ones, and PostgreSQL looks for temporary tables first: every statement of the
product runs unchanged and touches nothing that is kept.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from onmaru.language.query import parse
from onmaru.search import models
from onmaru.search.actions.file import file, sort_in
from onmaru.search.actions.learn import count, learn
from onmaru.search.engine import search
from onmaru.search.finding import Scope
from onmaru.search.registry import Document, Searchable, searchable

SORT = "evaluated"
DEPTH = 10
# All texts are of one moment, so that only relevance decides.
AT = datetime(2000, 1, 1, tzinfo=UTC)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Asking:
    query: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Report:
    documents: int
    queries: int
    recall: dict[int, float]
    mrr: float
    filing_seconds: float
    ms: dict[str, float]


def evaluate(documents: Sequence[tuple[str, str, str]], askings: Sequence[Asking], told: Callable[[str], None] = print) -> Report:
    """`documents` are (id, title, text)."""
    names = [name for name, _, _ in documents]
    texts = {place: Document(place, title, text, AT) for place, (_, title, text) in enumerate(documents, 1)}
    searchable(Searchable(SORT, SORT, lambda ids: [texts[each] for each in ids if each in texts]))
    started = time.perf_counter()
    _own_tables()
    for start in range(1, len(texts) + 1, BATCH):
        file(SORT, (texts[each] for each in range(start, min(start + BATCH, len(texts) + 1))))
        # While the analysis of these texts is still remembered.
        learn()
    sort_in()
    count()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry; ANALYZE search_word; ANALYZE search_share")
    filing = time.perf_counter() - started
    told(f"{len(texts):,} documents filed in {filing:.1f} s")
    ranks, took = [], []
    for asking in askings:
        began = time.perf_counter()
        found = search(parse(asking.query, AT.date()), Scope(), page=DEPTH)
        took.append((time.perf_counter() - began) * 1000)
        order = [names[row.document.id - 1] for row in found.rows[:DEPTH]]
        ranks.append(next((rank for rank, name in enumerate(order, 1) if name in asking.relevant), 0))
    return _report(len(texts), ranks, sorted(took), filing)


def _report(documents: int, ranks: Sequence[int], took: Sequence[float], filing: float) -> Report:
    asked = max(len(ranks), 1)
    return Report(
        documents=documents,
        queries=len(ranks),
        recall={depth: sum(0 < rank <= depth for rank in ranks) / asked for depth in (1, 3, DEPTH)},
        mrr=sum(1 / rank for rank in ranks if rank) / asked,
        filing_seconds=filing,
        ms={
            "mean": sum(took) / asked,
            "p50": took[len(took) // 2] if took else 0.0,
            "p95": took[min(int(len(took) * 0.95), len(took) - 1)] if took else 0.0,
        },
    )


def _own_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET search_path = pg_temp, public")
    with connection.schema_editor() as editor:
        for model in (models.Entry, models.Word, models.Census, models.Share):
            editor.execute(f"DROP TABLE IF EXISTS pg_temp.{editor.quote_name(model._meta.db_table)}")
            editor.create_model(model)


def read_lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: {error}") from error


def documents_of(lines: Iterable[dict]) -> list[tuple[str, str, str]]:
    return [(str(line["id"]), str(line.get("title") or ""), str(line.get("text") or "")) for line in lines]


def askings_of(lines: Iterable[dict]) -> list[Asking]:
    return [Asking(str(line["query"]), frozenset(map(str, line["relevant"]))) for line in lines]
