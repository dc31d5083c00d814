"""Tables as people send them: CSV of any spreadsheet (UTF-8, UTF-16 or cp949) and Excel files. Pure.

What a spreadsheet would run as a formula leaves as text, and comes back as it was.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST = 5 * 1024 * 1024
# An Excel file is a zip: what it unpacks to is bounded as well.
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_LINES = 5000
MOST_COLUMNS = 60
_FORMULA = re.compile(r"^[=+\-@\t\r|%]")
_GUARDED = re.compile(r"^'(?='*[=+\-@\t\r|%])")
# What XML cannot carry.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What a file that was cut off, damaged or locked with a password makes of reading it.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, KeyError, IndexError, ValueError, SyntaxError, OSError, EOFError, RuntimeError,
)  # fmt: skip
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Unreadable(ValueError):
    """Neither a CSV nor an Excel file, or too large."""


def write_csv(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """With a byte order mark, without which Excel takes Korean for something else."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for line in (header, *lines):
        writer.writerow([_guarded(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


def write_excel(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for number, line in enumerate((header, *lines), 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = _CONTROL.sub("", text)
            # Whatever it begins with, it is text.
            cell.data_type = "s"
            cell.quotePrefix = bool(_FORMULA.match(text))
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> list[list[str]]:
    """The lines of a CSV or Excel file, the header first. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable("too large")
    lines = _excel(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    if len(lines) > MOST_LINES:
        raise Unreadable("too many lines")
    return lines


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) or _GUARDED.match(cell) else cell


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(str(error)) from error
    return [[_GUARDED.sub("", _plain(cell), count=1) for cell in row[:MOST_COLUMNS]] for row in rows]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp949"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable("no text")


def _excel(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("too large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True)
        lines = [[_plain(cell) for cell in row] for row in rows]
    except _BROKEN as error:
        raise Unreadable(str(error)) from error
    while lines and not any(lines[-1]):
        lines.pop()
    # A sheet is as wide as its widest line ever was.
    width = max((at for line in lines for at, cell in enumerate(line, 1) if cell), default=0)
    return [line[:width] for line in lines]
