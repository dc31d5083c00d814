"""What was meant when next to nothing was found: another keyboard mode, or a slip of the finger."""

from dataclasses import dataclass, replace

from onmaru.language.asked import Asked, Term, ask, other_keyboard, terms_of
from onmaru.language.query import Query
from onmaru.language.slips import spans
from onmaru.search import vocabulary

# Further readings of one word beside the likeliest.
MOST = 4


@dataclass(frozen=True, slots=True)
class Meant:
    """`text` is how the likeliest reading is written; `asked` looks for all of them."""

    text: str
    asked: Asked


def other_mode(query: Query) -> Meant | None:
    """The query as the same keys would have given it in the other mode (qksvna is 반품)."""
    text = other_keyboard(query.said)
    return Meant(text, ask(Query(text=text, words=tuple(text.split())))) if text else None


def corrections(asked: Asked) -> Meant | None:
    """The query with words that are a slip away from typed ones; None where there are none."""
    tried = {term: spans(term.pieces) or [term.text] for term in asked.terms if term.sort in {"hangul", "latin"}}
    near = vocabulary.similar(span for each in tried.values() for span in each)
    terms, written = [], []
    for term in asked.terms:
        readings = _readings(term, tried.get(term, []), near)
        terms.append(_reread(term, readings))
        written.append(readings[0] if readings else term.text)
    if all(new is old for new, old in zip(terms, asked.terms, strict=True)):
        return None
    return Meant(" ".join(written), replace(asked, terms=tuple(terms), squeezed=frozenset()))


def _readings(term: Term, tried: list[str], near: dict[str, list[tuple[str, int]]]) -> list[str]:
    """The term with one of its pieces corrected; longer pieces and commoner words first."""
    found = [(span, word, count) for span in tried for word, count in near.get(span, [])]
    found.sort(key=lambda one: (-len(one[0]), -one[2], one[1]))
    return list(dict.fromkeys(term.text.replace(span, word, 1) for span, word, _ in found))[:MOST]


def _reread(term: Term, readings: list[str]) -> Term:
    if not readings:
        return term
    others = [one for reading in readings for one in terms_of(reading)]
    options = dict.fromkeys((*term.options, *(option for other in others for option in other.options)))
    units = dict.fromkeys((*term.units, *(replace(unit, weight=unit.weight * 0.7) for other in others for unit in other.units)))
    return replace(term, options=tuple(options), units=tuple(units), required=True)
