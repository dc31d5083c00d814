"""What a text is found by: morphemes, pairs of syllables, Latin words, numbers and addresses, each as one 32-bit number. Pure.

Pairs of syllables run across spaces (`반품 택배` holds 품택), so that spacing does not matter. They find; morphemes tell a word from a
piece of another (배송 in 택배송장). A number may stand for two keys once in four billion: what was found is ranked by its text.
"""

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from onmaru.language.morphemes import Morpheme, analysed
from onmaru.language.stem import stem

# Beyond this many different keys a text says nothing new that anybody searches for.
LIMIT = 2000
# Of one text; what lies beyond is not searched.
READ = 50_000
_LONGEST_LINE = 400

ADDRESS = re.compile(r"[0-9a-z_.+-]+@[0-9a-z-]+(?:\.[0-9a-z-]+)+")
# Phone and parcel numbers are also written in groups with spaces.
GROUPED = re.compile(r"(?<!\d)(?:0\d{1,2}[ -]\d{3,4}[ -]\d{4}|\d{4}(?: \d{4}){2,3})(?!\d)")
CODE = re.compile(r"[0-9a-z]*\d[0-9a-z]*(?:[-_./][0-9a-z]+)*|[a-z][0-9a-z]*(?:[-_./][0-9a-z]+)+")
LATIN = re.compile(r"[a-zà-ÿ]+(?:['’][a-z]+)?")
HANGUL = re.compile(r"[가-힣]+")
OTHER = re.compile(r"[぀-ヿ㐀-鿿]+")
_GAP = re.compile(r"(?<=[가-힣])[ \t\u00a0\u3000]+(?=[가-힣])")
_SEPARATOR = re.compile(r"[-_./ ]")


class Analysis(NamedTuple):
    keys: tuple[int, ...]
    # What goes into the vocabulary: whole words, so that slips, initials and beginnings can be looked up.
    words: tuple[str, ...]


def number(key: str) -> int:
    """A key as PostgreSQL's `integer` holds it."""
    value = zlib.crc32(key.encode("utf-8", "surrogatepass"))
    return value - (1 << 32) if value >= 1 << 31 else value


# Wide Latin letters and digits (ＡＢＣ１２３), which Korean and Japanese keyboards make, are the narrow ones.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0: " ", 0x3000: " "}


def plain(text: str) -> str:
    """As texts are compared: composed, narrow, lower case."""
    # Not NFKC: it tears the letters of the keyboard (ㅂ) from the shapes that agents type.
    return unicodedata.normalize("NFC", text).translate(_NARROW).lower()


def pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]


def keys_of(text: str, title: str = "", also: Iterable[str] = ()) -> list[int]:
    """All keys of a thing. Those of its title count twice: as any key, and as one of a title."""
    found = dict.fromkeys(each for line in lines(title) for key in keys_of_line(line) for each in (number(key), number(f"T{key}")))
    for line in lines(text):
        found.update(dict.fromkeys(analysis(line).keys))
        if len(found) > LIMIT:
            break
    return [*dict.fromkeys(number(key) for key in also), *list(found)[:LIMIT]]


def words_of(text: str, title: str = "") -> set[str]:
    return {word for line in (*lines(title), *lines(text)) for word in analysis(line).words}


def sure_keys(word: str) -> list[int]:
    """Keys that every text has which holds a word of the vocabulary, whatever stands around it."""
    return [number(f"b{pair}") for pair in pairs(word)] if HANGUL.fullmatch(word) else [number(f"l{stem(word)}")]


def lines(text: str) -> Iterator[str]:
    for line in plain(text[:READ]).splitlines():
        for start in range(0, len(line), _LONGEST_LINE):
            if (piece := line[start : start + _LONGEST_LINE]).strip():
                yield piece


@lru_cache(maxsize=2048)
def analysis(line: str) -> Analysis:
    """Greetings, signatures and forms come again and again: what they hold is remembered."""
    morphemes = analysed(line)
    return Analysis(tuple(dict.fromkeys(map(number, _keys(line, morphemes)))), tuple(dict.fromkeys(_words(line, morphemes))))


def keys_of_line(line: str) -> list[str]:
    return list(dict.fromkeys(_keys(line, analysed(line))))


def _keys(line: str, morphemes: list[Morpheme]) -> Iterator[str]:
    for morpheme in morphemes:
        if morpheme.is_content and not morpheme.surface.isascii():
            yield f"m{morpheme.lemma}"
            yield from (f"m{part}" for part in morpheme.parts)
    for run in HANGUL.findall(_GAP.sub("", line)):
        yield from (f"b{pair}" for pair in pairs(run))
    for run in OTHER.findall(line):
        yield from (f"b{pair}" for pair in pairs(run))
    for address in ADDRESS.findall(line):
        yield from address_keys(address)
    for grouped in GROUPED.findall(line):
        yield from code_keys(grouped)
    for code in CODE.findall(ADDRESS.sub(" ", line)):
        yield from code_keys(code)
    yield from (f"l{stem(word)}" for word in LATIN.findall(line))


def address_keys(address: str) -> list[str]:
    local, _, domain = address.partition("@")
    return [f"e{address}", f"e{local}", f"e{domain}", *(f"l{stem(word)}" for word in LATIN.findall(address))]


def code_keys(code: str) -> list[str]:
    """A number is found whole, without its separators, by each of its parts, and by its last four or eight digits."""
    pieces = [piece for piece in _SEPARATOR.split(code) if piece]
    whole = "".join(pieces)
    digits = "".join(sign for sign in whole if sign.isdigit())
    tails = [f"t{digits[-length:]}" for length in (4, 8) if len(digits) > length]
    return [f"n{whole}", *(f"n{piece}" for piece in pieces if any(sign.isdigit() for sign in piece)), *tails]


def _words(line: str, morphemes: list[Morpheme]) -> Iterator[str]:
    for morpheme in morphemes:
        if morpheme.is_noun and 2 <= len(morpheme.surface) <= 8 and HANGUL.fullmatch(morpheme.surface):
            yield morpheme.surface
    for core in cores(line, morphemes):
        if 2 <= len(core) <= 8 and HANGUL.fullmatch(core):
            yield core
    for word in LATIN.findall(ADDRESS.sub(" ", line)):
        if 3 <= len(word) <= 20:
            yield word


def cores(line: str, morphemes: list[Morpheme]) -> Iterator[str]:
    """The words between spaces without what trails them: 반푼이요 is 반푼."""
    for chunk in re.finditer(r"\S+", line):
        inside = [each for each in morphemes if chunk.start() <= each.start < chunk.end()]
        while inside and inside[-1].is_trailing:
            inside.pop()
        if inside and not inside[-1].tag.startswith(("VV", "VA", "M")):
            yield line[inside[0].start : inside[-1].end]
