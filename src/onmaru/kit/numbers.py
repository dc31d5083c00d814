"""Numbers of rows, as addresses and forms name them."""

from collections.abc import Iterable


def row_number(text: str | None) -> int | None:
    """None for what no row can be called: no number, or one that the database has no room for."""
    # Python refuses to read thousands of digits, and reads those of other scripts, which no page of ours writes.
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def row_numbers(texts: Iterable[str]) -> list[int]:
    """Of those that name one."""
    return [number for text in texts if (number := row_number(text)) is not None]
