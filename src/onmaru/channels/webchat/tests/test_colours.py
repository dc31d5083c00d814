from hypothesis import given
from hypothesis import strategies as st

from onmaru.channels.webchat.colours import _read, contrast, palette

PAPERS = ["#ffffff", "#1b1a18"]


def ratio(one: str, other: str) -> float:
    return contrast(_read(one), _read(other))


def test_a_colour_that_is_readable_stays_as_the_shop_chose_it():
    ours = palette("#2a6a5d", "#ffffff")
    assert (ours.fill, ours.on, ours.accent) == ("#2a6a5d", "#ffffff", "#2a6a5d")


def test_white_on_orange_is_saved_by_a_darker_orange_and_on_yellow_it_is_black():
    assert palette("#e8590c", "#ffffff").on == "#ffffff"
    assert palette("#ffcc00", "#ffffff").on == "#000000"
    assert palette("#ffcc00", "#ffffff").fill == "#ffcc00"


@given(st.tuples(*[st.integers(0, 255)] * 3), st.sampled_from(PAPERS))
def test_every_colour_becomes_one_that_can_be_read(colour, paper):
    ours = palette("#{:02x}{:02x}{:02x}".format(*colour), paper)
    assert ratio(ours.fill, ours.on) >= 4.5
    assert ratio(ours.accent, paper) >= 4.5
    assert ratio(ours.accent, ours.soft) >= 4.5
    assert ratio(ours.fill, paper) >= 1.4
