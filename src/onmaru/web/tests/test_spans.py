import pytest
from django.test import RequestFactory

from onmaru.web.spans import span


@pytest.mark.parametrize(
    ("asked", "days"), [("", 30), ("?days=7", 7), ("?days=90&by=team", 90), ("?days=8", 30), ("?days=-7", 30), ("?days=x", 30)]
)
def test_a_span_that_is_not_offered_is_the_usual_one(asked: str, days: int) -> None:
    assert span(RequestFactory().get(f"/{asked}"))["days"] == days


def test_what_else_was_asked_for_stays_but_for_the_place_in_the_list() -> None:
    spans = span(RequestFactory().get("/?by=team&days=7&after=2026-11-23 5"))["spans"]
    assert spans == [(days, f"?by=team&days={days}") for days in (7, 30, 90)]
