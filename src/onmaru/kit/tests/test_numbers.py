import pytest

from onmaru.kit.numbers import row_number, row_numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("007", 7), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None), ("-1", None), ("1.0", None), ("", None),
     ("٣", None), ("²", None), (" 1", None), ("1_0", None), (None, None)],
)  # fmt: skip
def test_only_what_a_row_can_be_called_is_a_number(text: str | None, number: int | None) -> None:
    assert row_number(text) == number


def test_of_several_those_that_name_a_row() -> None:
    assert row_numbers(["1", "x", "3", "9" * 40]) == [1, 3]
