"""Words that some text holds, looked up by how they begin, by their initials, and by a slip of the finger."""

from collections.abc import Iterable

from django.db import connection

from onmaru.language.hangul import jamo
from onmaru.language.slips import is_slip, slip_keys, unlikeness
from onmaru.search.models import Word

# How many words one typed word may stand for.
MOST = 12


def completed(text: str) -> list[str]:
    """The commonest words that begin so; the last syllable may be unfinished."""
    found = Word.objects.filter(strokes__startswith=jamo(text)).exclude(text=text)
    return list(found.order_by("-count", "text").values_list("text", flat=True)[:MOST])


def with_initials(text: str) -> list[str]:
    """ㅂㅍ: words of exactly these initials, then words that begin with them."""
    found = Word.objects.filter(initials__startswith=jamo(text)).order_by("-count", "text").values_list("text", "initials")[: MOST * 4]
    ordered = sorted(found, key=lambda word: word[1] != jamo(text))
    return [word for word, _ in ordered][:MOST]


def similar(texts: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """For each text that is a slip away from known words: those, likeliest first, with their counts. Common words are no slips."""
    keys = {text: slip_keys(text) for text in dict.fromkeys(texts)}
    wanted = sorted({key for each in keys.values() for key in each})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_SHARING, [wanted])
        known: list[tuple[str, int]] = cursor.fetchall()
    counts = dict(known)
    found: dict[str, list[tuple[str, int]]] = {}
    for text in keys:
        near = [(word, count) for word, count in known if is_slip(text, word) and count >= counts.get(text, 0)]
        if near:
            found[text] = sorted(near, key=lambda word: (unlikeness(text, word[0]), -word[1], word[0]))[:4]
    return found


# Key by key, which is what the index is good at; the planner would rather read all words than look for many keys at once.
_SHARING = """
    SELECT DISTINCT text, count FROM unnest(%s::int[]) AS key JOIN search_word ON slips @> ARRAY[key] ORDER BY count DESC, text LIMIT 400
"""
