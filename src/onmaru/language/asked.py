"""What a query's words are looked for by: terms that find, units that rank. Pure.

A term is one typed word. It is found when one of its options is, and an option when all of its keys are there.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from onmaru.language.hangul import compose, from_qwerty, to_qwerty
from onmaru.language.keys import ADDRESS, CODE, GROUPED, HANGUL, LATIN, OTHER, address_keys, code_keys, number, pairs, plain
from onmaru.language.morphemes import Morpheme, analysed
from onmaru.language.query import Query
from onmaru.language.stem import stem

_JAMO = re.compile(r"[ㄱ-ㅣ]")
_INITIALS = re.compile(r"[ㄱ-ㅎ]{2,}")
_TOKEN = re.compile(
    f"(?P<address>{ADDRESS.pattern})|(?P<grouped>{GROUPED.pattern})|(?P<code>{CODE.pattern})|(?P<latin>{LATIN.pattern})"
    f"|(?P<hangul>[가-힣ㄱ-ㅣ]+)|(?P<other>{OTHER.pattern})"
)
Option = frozenset[int]
# What a word counts that stands there just as it was typed, beside its morphemes; and one that has none that say anything.
AS_TYPED = 0.4


@dataclass(frozen=True, slots=True)
class Unit:
    """What ranking counts: a text, the key that says it stands there as a word, and the keys of its pieces."""

    text: str
    word: int | None
    pieces: Option
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """One typed word. `text` is it without particles; `sort` says which ways of completing it make sense."""

    text: str
    sort: str
    options: tuple[Option, ...]
    units: tuple[Unit, ...]
    required: bool = True
    # As the analyser cut it.
    pieces: tuple[str, ...] = ()
    # The word as typed, where its units are only parts of it.
    whole: Unit | None = None

    def widened(self, words: list[str]) -> "Term":
        """Also found by other words: completions, corrections, what initials stand for."""
        more = [option for word in words for option in _term_of(word).options]
        units = tuple(Unit(word, None, frozenset(), 0.5) for word in words)
        return replace(self, options=(*self.options, *(one for one in more if one not in self.options)), units=(*self.units, *units))


@dataclass(frozen=True, slots=True)
class Asked:
    terms: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()
    phrases: tuple[str, ...] = ()
    # All of it without spaces, where a word was typed in pieces: 반 품.
    squeezed: Option = frozenset()

    @property
    def required(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.required) or self.terms

    @property
    def exactly(self) -> tuple[tuple[Option, ...], ...]:
        """Every word just as it was typed, also those that say little; empty where that asks for nothing more."""
        strict = tuple((term.whole.pieces,) if term.whole else term.options for term in self.terms)
        return strict if all(strict) and strict != tuple(term.options for term in self.required) else ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """Those of whole words last: neighbours are told among the others."""
        whole = (term.whole for term in self.terms if term.whole)
        return tuple(dict.fromkeys((*(unit for term in self.terms for unit in term.units), *whole)))

    @property
    def keys(self) -> set[int]:
        found = {key for term in self.terms for option in term.options for key in option}
        return found | {key for unit in self.units for key in (*unit.pieces, *([unit.word] if unit.word is not None else []))}


def ask(query: Query) -> Asked:
    said = plain(query.said)
    squeezed = "".join(said.split())
    broken = len(said.split()) > 1 and HANGUL.fullmatch(squeezed) is not None and any(len(chunk) == 1 for chunk in said.split())
    return Asked(
        terms=terms_of(said),
        excluded=tuple(term for word in query.excluded for term in terms_of(plain(word)) if term.options),
        phrases=tuple("".join(plain(phrase).split()) for phrase in query.phrases),
        squeezed=_pair_keys(squeezed) if broken and len(squeezed) <= 20 else frozenset(),
    )


def terms_of(said: str) -> tuple[Term, ...]:
    morphemes = analysed(said)
    found = [_term(token, morphemes) for token in _TOKEN.finditer(said)]
    return tuple({term.text: term for term in found if term is not None}.values())


def _term_of(word: str) -> Term:
    """Of a known word, without a sentence around it."""
    return next(iter(terms_of(word)), Term(word, "word", (), ()))


def _pair_keys(run: str) -> Option:
    return frozenset(number(f"b{pair}") for pair in pairs(run))


def _term(token: re.Match[str], morphemes: list[Morpheme]) -> Term | None:
    text, sort = token[0], token.lastgroup or ""
    if sort == "address":
        return _exact(text, sort, [address_keys(text)[0]])
    if sort in {"grouped", "code"}:
        return _code(text)
    if sort == "latin":
        return _exact(text, sort, [f"l{stem(text)}"])
    if sort == "other":
        return Term(text, sort, (_pair_keys(text),), (Unit(text, None, _pair_keys(text)),))
    if _INITIALS.fullmatch(text):
        return Term(text, "initials", (frozenset({number(f"i{text}")}),), ())
    if _JAMO.search(text):
        # Unfinished, or in the wrong mode: only the vocabulary can tell what it was to be.
        return Term(text, "unfinished", (), ())
    return _hangul(text, token.start(), [each for each in morphemes if token.start() <= each.start < token.end()])


def _exact(text: str, sort: str, keys: list[str]) -> Term:
    numbers = [number(key) for key in keys]
    return Term(text, sort, tuple(frozenset({each}) for each in numbers), (Unit(text, numbers[0], frozenset(numbers[:1])),))


def _code(text: str) -> Term:
    whole = code_keys(text)[0]
    digits = whole[1:]
    tail = [f"t{digits}"] if digits.isdecimal() and len(digits) in {4, 8} else []
    handle = [f"e{text}"] if not digits.isdecimal() else []
    return _exact(text, "code", [whole, *tail, *handle])


def _hangul(text: str, start: int, inside: list[Morpheme]) -> Term:
    while len(inside) > 1 and inside[-1].is_trailing:
        inside.pop()
    core = text[: inside[-1].end - start] if inside and inside[-1].end > start else text
    content = [each for each in inside if each.is_content]
    units = tuple(_unit(each) for each in content)
    options: list[Option] = []
    if content:
        options.append(frozenset(key for each, unit in zip(content, units, strict=True) for key in _finding(each, unit)))
    # A single syllable is in no index: what was cut down to one (않으리라, 달러주고) is looked for as it was typed.
    typed = core if len(core) > 1 else text
    whole = _pair_keys(typed)
    # Where the analysis of the query differs from that of the text, the syllables are the same.
    if not any(option <= whole for option in options) and (len(typed) > 1 or not options):
        options.append(whole)
    said = Unit(typed, None, whole, AS_TYPED)
    if not units:
        units = (said,)
    more = said if len(typed) > 1 and all(unit.text != typed for unit in units) else None
    return Term(core, "hangul", tuple(options), units, bool(content), tuple(each.surface for each in inside), more)


def _finding(morpheme: Morpheme, unit: Unit) -> Option:
    by_word = morpheme.is_predicate or len(morpheme.surface) == 1
    return frozenset({unit.word}) if by_word and unit.word is not None else unit.pieces


def _unit(morpheme: Morpheme) -> Unit:
    text = morpheme.surface if morpheme.is_noun else morpheme.lemma
    return Unit(text, number(f"m{morpheme.lemma}"), _pair_keys(text), 1.0 if morpheme.is_noun else 0.6)


def other_keyboard(text: str) -> str | None:
    """What was meant when the keyboard was in the other mode; None when that makes no words either."""
    said = plain(text)
    if re.search(r"[a-z]", said):
        # Case is a shift key here, so the text as typed.
        korean = " ".join(from_qwerty(word) if word.isascii() and word.isalpha() else word for word in text.split())
        return korean if korean != text and not _JAMO.search(korean) and HANGUL.search(korean) else None
    latin = to_qwerty(said)
    return latin if _JAMO.search(said) and compose(said) == said and re.fullmatch(r"[a-z ]{3,}", latin) else None


def adjacent(units: tuple[Unit, ...]) -> list[str]:
    """Neighbouring units written together, as ranking rewards them."""
    return [one.text + other.text for one, other in pairwise(units) if one.word is not None and other.word is not None]
