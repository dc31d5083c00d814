from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from onmaru.sla.bars import LEAST, LINE, WIDTH, Lengths, bars

HOUR = timedelta(hours=1)
lengths = st.timedeltas(timedelta(0), timedelta(days=40))


def test_the_longest_fills_the_picture_and_half_of_it_half() -> None:
    drawn = bars([Lengths("물류", HOUR, 4 * HOUR, stands_out=True), Lengths("MD", HOUR, 2 * HOUR)])
    assert [(bar.name, bar.half, bar.most, bar.stands_out) for bar in drawn.bars] == [
        ("물류", WIDTH // 4, WIDTH, True),
        ("MD", WIDTH // 4, WIDTH // 2, False),
    ]
    assert drawn.height == 2 * LINE and drawn.bars[1].y - drawn.bars[0].y == LINE
    assert "물류" in drawn.bars[0].label


def test_nothing_is_an_empty_picture() -> None:
    assert bars([]).bars == [] and bars([]).height == 0


@given(st.lists(st.tuples(lengths, lengths), max_size=8))
def test_every_bar_is_seen_and_none_leaves_the_picture(given_lengths: list[tuple[timedelta, timedelta]]) -> None:
    drawn = bars(Lengths("단계", min(pair), max(pair)) for pair in given_lengths)
    assert all(LEAST <= bar.half <= bar.most <= WIDTH for bar in drawn.bars)
