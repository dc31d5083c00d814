import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.workflows.progress import bar, following

NUMBERS, PLACES = [11, 12, 13, 14], [0, 1, 2, 3]


@pytest.mark.parametrize(("now", "place", "then"), [(11, 0, 12), (13, 2, 14), (14, 3, None), (99, 2, 13), (99, 0, 11), (99, 7, None)])
def test_what_follows(now: int, place: int, then: int | None) -> None:
    assert following(NUMBERS, PLACES, now, place) == then


@pytest.mark.parametrize(
    ("now", "finished", "states"),
    [
        (11, False, ["current", "", "", ""]),
        (13, False, ["done", "done", "current", ""]),
        (None, True, ["done", "done", "done", "done"]),
        (None, False, ["", "", "", ""]),
    ],
)
def test_the_bar(now: int | None, finished: bool, states: list[str]) -> None:
    assert [one.state for one in bar(NUMBERS, now, finished)] == states


@given(st.lists(st.integers(1, 99), min_size=1, max_size=12, unique=True))
def test_going_on_from_the_first_passes_every_stage_once(numbers: list[int]) -> None:
    places, passed = list(range(len(numbers))), [numbers[0]]
    while (then := following(numbers, places, passed[-1], places[len(passed) - 1])) is not None:
        assert [one.state for one in bar(numbers, then, False)].count("current") == 1
        passed.append(then)
    assert passed == numbers
