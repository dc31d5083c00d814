import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.web.names import initials
from onmaru.web.templatetags.web import hue


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("김민지", "민지"),
        ("남궁민수", "민수"),
        ("이서", "이서"),
        ("하루상점고객센터", "하루"),
        ("Mia Berg", "MB"),
        ("Ludwig van Beethoven", "LB"),
        ("help@haru.example", "H"),
        ("yujin.jung@naver.example", "YJ"),
        ("김 Minji", "김M"),
        ("", "?"),
        ("  ", "?"),
    ],
)
def test_a_name_is_abbreviated_as_people_would(name, short):
    assert initials(name) == short


@given(st.text(max_size=60))
def test_any_name_has_initials_and_a_colour(name):
    assert 1 <= len(initials(name)) <= 6
    assert hue(name) in range(9)
