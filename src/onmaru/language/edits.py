"""How many strokes are wrong: inserted, left out, replaced, or two swapped. Pure."""


def reach(query: str, text: str, most: int) -> int:
    """The fewest wrong strokes that turn `query` into a beginning of `text`; `most + 1` when it takes more."""
    return min(_last_row(query, text[: len(query) + most], most))


def distance(one: str, other: str, most: int) -> int:
    """The fewest wrong strokes between two words; `most + 1` when it takes more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    return _last_row(one, other, most)[-1]


def _last_row(query: str, text: str, most: int) -> list[int]:
    """For every beginning of `text`, how far `query` is from it, counted up to `most + 1`."""
    before: list[int] = []
    row = list(range(len(text) + 1))
    for i, sign in enumerate(query, 1):
        before, last = row, before
        row = [i]
        for j, other in enumerate(text, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == text[j - 2] and query[i - 2] == other:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return [most + 1] * len(row)
    return [min(each, most + 1) for each in row]
