"""`onmaru eval search`: how well the search finds in one's own texts."""

import argparse
import sys
from pathlib import Path

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    things = parser.add_subparsers(dest="thing", required=True)
    search = things.add_parser("search", help="recall, MRR and time of the search as shipped")
    search.add_argument("--docs", type=Path, required=True, metavar="D.jsonl", help='lines of {"id", "title", "text"}')
    search.add_argument("--queries", type=Path, required=True, metavar="Q.jsonl", help='lines of {"query", "relevant": [ids]}')


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from onmaru.search.evaluation import askings_of, documents_of, evaluate, read_lines

    try:
        documents, askings = documents_of(read_lines(arguments.docs)), askings_of(read_lines(arguments.queries))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"These files cannot be read: {error!r}", file=sys.stderr)
        return 1
    report = evaluate(documents, askings)
    print(f"{report.queries:,} queries")
    for depth, share in report.recall.items():
        print(f"recall@{depth:<3} {share:.4f}")
    print(f"MRR@10     {report.mrr:.4f}")
    print(f"ms a query mean {report.ms['mean']:.1f}, p50 {report.ms['p50']:.1f}, p95 {report.ms['p95']:.1f}")
    return 0
