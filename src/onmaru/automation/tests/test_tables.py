import io
import zipfile
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.automation import tables
from onmaru.automation.tables import Unreadable, read, write_csv, write_excel

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u2028\u2029\x85"), max_size=30).map(
    lambda cell: " ".join(cell.split())
)
LINES = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5).filter(lambda lines: any(map(any, lines[-1:])))
HEAD = ("이름", "답변")


@given(LINES)
def test_csv_comes_back_as_it_went(lines: list[tuple[str, str]]) -> None:
    assert read(write_csv(HEAD, lines))[1:] == [list(line) for line in lines]


@given(LINES)
def test_excel_comes_back_as_it_went(lines: list[tuple[str, str]]) -> None:
    assert read(write_excel(HEAD, lines))[1:] == [list(line) for line in lines]


@pytest.mark.parametrize("cell", ["=1+1", "+82 10", "-하나\n-둘", "@sum", '=HYPERLINK("x")', "'=1"])
def test_nothing_leaves_as_a_formula(cell: str) -> None:
    assert b"'" + cell.encode()[:1] in write_csv(HEAD, [(cell, "")])
    assert read(write_csv(HEAD, [(cell, "나")]))[1][0] == cell
    with zipfile.ZipFile(io.BytesIO(write_excel(HEAD, [(cell, "")]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "content",
    [
        "이름,답변\r\n환불,네".encode("cp949"),
        "이름;답변\n환불;네".encode(),
        "이름\t답변\n환불\t네".encode("utf-16"),
        "\ufeff이름,답변\n환불,네\n".encode(),
        write_excel(HEAD, [("환불", "네")]),
    ],
)
def test_files_of_any_spreadsheet_are_read(content: bytes) -> None:
    assert read(content) == [["이름", "답변"], ["환불", "네"]]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"\x00\x01\x02", b"\xff\xff\xff", b"x" * (tables.LARGEST + 1), b"a\n" * 6000])
def test_what_is_no_table_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)


def test_an_excel_file_that_unpacks_to_too_much_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_UNPACKED", 100)
    with pytest.raises(Unreadable):
        read(write_excel(HEAD, [("환불", "네")]))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_damaged_excel_file_is_unreadable_wherever_the_damage_is() -> None:
    whole = write_excel(["이름", "답변"], [["가", "네"]])
    luck = Random(1)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(luck.choice([1, 3, 20])):
            damaged[luck.randrange(4, len(whole))] = luck.randrange(256)
        with suppress(Unreadable):
            read(bytes(damaged))
