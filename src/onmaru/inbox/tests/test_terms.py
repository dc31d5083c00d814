"""What addresses of lists say, in tables and as properties. No database: what is asked of it is tested in test_filters.py."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.inbox.asked import SORTING
from onmaru.inbox.filtering import registry, spans
from onmaru.inbox.filtering.terms import Terms, joined, read, said_in
from onmaru.inbox.sorting import NEWEST, SORTS

NOW = datetime(2026, 3, 11, 3, 0, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")
KNOWN = {**registry.known(()), "sort": SORTING}


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("", ""),
        ("team=3&status=open", "status=open&team=3"),
        ("tag=배송&tag=교환", "tag=%EA%B5%90%ED%99%98&tag=%EB%B0%B0%EC%86%A1"),
        ("waiting=2h&sort=waiting", "sort=waiting&waiting=2h"),
        ("status=", "status="),
        ("status=open&status=", "status=open"),
        ("created.from=2026-01-01&created.to=2026-01-31", "created=2026-01-01..2026-01-31"),
        ("created.from=2026-01-01&created.to=", "created=2026-01-01.."),
        ("created.from=2026-01-05&created.to=2026-01-05", "created=2026-01-05"),
        ("created.from=&created.to=&created=7d", "created=7d"),
        ("vip=yes&vip=no", "vip=no"),
        ("tag=*", "tag=*"),
        ("nothing=1&utm_source=mail", ""),
    ],
)
def test_an_address_is_read_and_written_in_one_way(query: str, written: str) -> None:
    found = read(joined(said_in(query)), KNOWN)
    assert (str(found.terms), found.problems) == (written, ())


@pytest.mark.parametrize(
    "query",
    ["status=closed", "team=x", "team=99999999999", "team=²", "waiting=soon", "waiting=0h", "created=2026-13-01", "created=..",
     "created=2026-02-02..2026-01-01", "created=over-", "created=9999-12-31", "vip=perhaps", "agent=somebody", "language=xx", "sort=best",
     "priority=9"],
)  # fmt: skip
def test_what_means_nothing_is_said_and_left_out(query: str) -> None:
    found = read(joined(said_in(query)), KNOWN)
    assert len(found.problems) == 1
    assert query.partition("=")[2][:40] in found.problems[0]
    assert str(found.terms) in {"", f"{query.partition('=')[0]}="}


@given(st.text(max_size=200))
def test_no_address_breaks_it(query: str) -> None:
    found = read(joined(said_in(query)), KNOWN)
    assert read(joined(said_in(str(found.terms))), KNOWN).terms == found.terms


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)), st.lists(words, max_size=4)))
def test_no_value_breaks_it_and_what_is_written_is_read_again(said: dict[str, list[str]]) -> None:
    terms = read(said, KNOWN).terms
    assert read(said_in(str(terms)), KNOWN).terms == terms


values = {"status": ["open", "resolved"], "team": ["1", "2", "none"], "tag": ["배송", "*", "a&b=c"], "waiting": ["2h", "any"]}
some_terms = st.fixed_dictionaries({}, optional={name: st.lists(st.sampled_from(of), max_size=2) for name, of in values.items()}).map(
    lambda chosen: read(chosen, KNOWN).terms
)


@given(some_terms, some_terms)
def test_what_is_said_over_a_view_leads_to_what_was_meant(base: Terms, wanted: Terms) -> None:
    base, wanted = base.over(Terms()), wanted.over(Terms())
    assert wanted.beyond(base).over(base) == wanted
    assert Terms().over(base) == base
    assert base.beyond(base) == Terms()


@pytest.mark.parametrize(
    ("text", "since", "before"),
    [
        ("today", "2026-03-11T00:00:00+09:00", "2026-03-12T00:00:00+09:00"),
        ("yesterday", "2026-03-10T00:00:00+09:00", "2026-03-11T00:00:00+09:00"),
        ("7d", "2026-03-04T12:00:00+09:00", None),
        ("over-2h", None, "2026-03-11T10:00:00+09:00"),
        ("2026-03-01", "2026-03-01T00:00:00+09:00", "2026-03-02T00:00:00+09:00"),
        ("2026-03-01..2026-03-02", "2026-03-01T00:00:00+09:00", "2026-03-03T00:00:00+09:00"),
        ("..2026-03-02", None, "2026-03-03T00:00:00+09:00"),
    ],
)
def test_stretches_of_time(text: str, since: str | None, before: str | None) -> None:
    found = spans.stretch(text, NOW, SEOUL)
    assert found.since == (datetime.fromisoformat(since) if since else None)
    assert found.before == (datetime.fromisoformat(before) if before else None)


@given(st.text(max_size=25))
def test_a_stretch_is_one_or_a_value_error(text: str) -> None:
    for read_one in (lambda: spans.stretch(text, NOW, SEOUL), lambda: spans.numbers(text), lambda: spans.length(text)):
        try:
            read_one()
        except ValueError:
            continue


@pytest.mark.parametrize("sort", SORTS.values(), ids=lambda sort: sort.name)
@given(micros=st.integers(0, 4 * 10**15), number=st.integers(1, 10**15), priority=st.integers(0, 3))
def test_a_place_is_written_and_read_again(sort, micros: int, number: int, priority: int) -> None:
    text = f"{priority}-{micros}-{number}" if sort.name == "priority" else f"{micros}-{number}"
    place = sort.read(text)
    assert place is not None
    assert sort.read(str(place)) == place
    assert str(place) == text


@given(st.text(max_size=40))
def test_what_is_no_place_is_none(text: str) -> None:
    place = NEWEST.read(text)
    assert place is None or str(place) == text or text.startswith("0") or "-0" in text
