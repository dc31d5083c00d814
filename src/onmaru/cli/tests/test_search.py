"""Searching from the command line: measured on one's own texts, and filed again."""

import argparse
import json
from pathlib import Path

import pytest

from onmaru.cli import eval as evaluating
from onmaru.cli import reindex, setting_up
from onmaru.inbox.tests.conftest import Write, mailbox, orders, write
from onmaru.search import registry
from onmaru.search.models import Entry

__all__ = ["mailbox", "orders", "write"]


@pytest.fixture(autouse=True)
def set_up_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "django", lambda: None)


@pytest.fixture
def own_tables(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The evaluation's tables go when the test is rolled back; what it declares must not stay either."""
    monkeypatch.setattr(registry, "_by_sort", dict(registry._by_sort))


def lines(path: Path, *things: dict) -> Path:
    path.write_text("\n".join(json.dumps(thing, ensure_ascii=False) for thing in things), encoding="utf-8")
    return path


@pytest.mark.usefixtures("own_tables")
def test_texts_of_ones_own_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = lines(tmp_path / "d", {"id": "a", "title": "환불 안내", "text": "환불은 사흘 걸려요"}, {"id": 2, "text": "배송이 늦어요"})
    queries = lines(
        tmp_path / "q", {"query": "환불", "relevant": ["a"]}, {"query": "배송", "relevant": [2]}, {"query": "감나무", "relevant": ["a"]}
    )
    assert evaluating.run(argparse.Namespace(thing="search", docs=docs, queries=queries)) == 0
    said = capsys.readouterr().out
    assert "3 queries" in said
    assert "recall@1   0.6667" in said
    assert "MRR@10     0.6667" in said


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": 1}\n{"id"')
    assert evaluating.run(argparse.Namespace(thing="search", docs=broken, queries=broken)) == 1
    assert "broken.jsonl, line 2" in capsys.readouterr().err


def test_everything_is_filed_again(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("반품하고 싶어요", subject="반품")
    before = set(Entry.objects.values_list("sort", "thing_id"))
    Entry.objects.all().delete()
    assert reindex.run(argparse.Namespace(go_on=False)) == 0
    assert set(Entry.objects.values_list("sort", "thing_id")) == before != set()
    assert "message: 1" in capsys.readouterr().out
