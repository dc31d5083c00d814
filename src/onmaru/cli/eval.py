"""`onmaru eval search` and `onmaru eval classify`: how well the product finds, and understands, in one's own texts; `onmaru eval reasons`:
how well it knows contact reasons on its first day."""

import argparse
import csv
import resource
import sys
import time
from pathlib import Path

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    things = parser.add_subparsers(dest="thing", required=True)
    search = things.add_parser("search", help="recall, MRR and time of the search as shipped")
    search.add_argument("--docs", type=Path, required=True, metavar="D.jsonl", help='lines of {"id", "title", "text"}')
    search.add_argument("--queries", type=Path, required=True, metavar="Q.jsonl", help='lines of {"query", "relevant": [ids]}')
    classify = things.add_parser("classify", help="accuracy, strangers, calibration and time of the classifier as shipped")
    classify.add_argument("--train", type=Path, required=True, metavar="T.csv", help="columns text,label")
    classify.add_argument("--test", type=Path, required=True, metavar="S.csv", help='the same; a label "oos" or none: none of these')
    classify.add_argument("--words-only", action="store_true", help="as where sentence vectors cannot be loaded")
    reasons = things.add_parser("reasons", help="the examples that the product ships, each asked of a model that has not seen it")
    reasons.add_argument("--words-only", action="store_true", help="as where sentence vectors cannot be loaded")


def run(arguments: argparse.Namespace) -> int:
    return {"classify": _classify, "reasons": _reasons, "search": _search}[arguments.thing](arguments)


def _reasons(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from onmaru.language.classify.vectors import embedded
    from onmaru.triage.evaluation import cross_validated

    report = cross_validated(None if arguments.words_only else embedded())
    found = report.figures
    print(f"{found.size:,} examples, {found.strangers:,} texts about no reason")
    print(f"accuracy            {found.accuracy:.4f} of the best reason, {report.offered:.4f} of the best three")
    print(f"macro-F1            {found.macro_f1:.4f}")
    print(f"given               {report.given:.4f}, of these wrong {report.given_wrong:.4f}; the others are only offered")
    print(f"out-of-scope recall {found.strangers_found:.4f}; given a reason all the same {report.strangers_given:.4f}")
    print(f"false rejection     {found.refused:.4f}")
    print(f"calibration error   {found.calibration_error:.4f} (ECE)")
    print("most often mixed up: " + ", ".join(f"{meant} as {said} {count}" for meant, said, count in report.mixed))
    return 0


def _search(arguments: argparse.Namespace) -> int:
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


def _classify(arguments: argparse.Namespace) -> int:
    from onmaru.language.classify import train
    from onmaru.language.classify.scoring import NONE, figures
    from onmaru.language.classify.training import TooFew
    from onmaru.language.classify.vectors import embedded

    try:
        examples, asked = _rows(arguments.train), _rows(arguments.test)
    except (OSError, ValueError, KeyError) as error:
        print(f"These files cannot be read: {error!r}", file=sys.stderr)
        return 1
    examples = [(text, label) for text, label in examples if label not in NONE]
    began, spent = time.monotonic(), _spent()
    encode = None if arguments.words_only else embedded()
    try:
        model = train([text for text, _ in examples], [label for _, label in examples], encode)
    except TooFew:
        print("The examples must have two labels at least.", file=sys.stderr)
        return 1
    trained, cost = time.monotonic() - began, _spent() - spent
    said, took = [], []
    for text, _ in asked:
        start = time.perf_counter()
        said.append(model.predict(text))
        took.append((time.perf_counter() - start) * 1000)
    found = figures([label for _, label in asked], said)
    strangers = "none were asked" if found.strangers_found is None else f"{found.strangers_found:.4f} of {found.strangers:,}"
    print(f"{len(examples):,} examples of {len(model.labels)} labels; {found.size:,} texts of these labels were asked")
    print(f"accuracy            {found.accuracy:.4f} of the best label ({found.kept:.4f} where a refusal counts as wrong)")
    print(f"macro-F1            {found.macro_f1:.4f}")
    print(f"out-of-scope recall {strangers}")
    print(f"false rejection     {found.refused:.4f}")
    print(f"calibration error   {found.calibration_error:.4f} (ECE)")
    print(f"training seconds    {trained:.1f} ({cost:.1f} of processors)")
    took.sort()
    print(f"ms a text           mean {sum(took) / len(took):.1f}, p50 {took[len(took) // 2]:.1f}, p95 {took[int(len(took) * 0.95)]:.1f}")
    return 0


def _rows(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as handle:
        found = [(row["text"], (row["label"] or "").strip()) for row in csv.DictReader(handle)]
    if not found:
        raise ValueError(f"{file} has no rows")
    return found


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
