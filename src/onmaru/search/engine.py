"""One search, from what was typed to ranked rows. `onmaru eval search` calls the same function as the screen does.

Three stages follow each other, and each is paged to its end: entries that hold all the words; those that hold words a slip away; those
that hold some of the words. Within a window of entries (the newest, then older ones) the better rank comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection

from onmaru.kit import clock
from onmaru.language.asked import Asked, Option, Term, ask
from onmaru.language.keys import plain
from onmaru.language.query import Query
from onmaru.language.ranking import Candidate, Census, scores
from onmaru.search import vocabulary
from onmaru.search.correcting import corrections, other_mode
from onmaru.search.cursor import Cursor, Stage
from onmaru.search.finding import Hit, Place, Scope, Wanted, Window, held, partly, window
from onmaru.search.marks import sort_key
from onmaru.search.registry import Document, of

PAGE = 30
# Windows looked through for one page: where an agent may see little of what is found, the rest is asked for by the next page.
MOST_WINDOWS = 4
# With fewer finds than this the words were perhaps not meant as typed.
DOUBTFUL = 5
# The rarest units, up to so many finds in all, find what holds some of the words.
MOST_PARTLY, MOST_UNITS = 4_000, 12


@dataclass(frozen=True, slots=True)
class Row:
    """A find: the best of what was found in one conversation, or a thing that stands by itself."""

    sort: str
    document: Document
    score: float
    stage: Stage
    # How many more things of the same conversation were found with it.
    others: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    rows: Sequence[Row] = ()
    next: Cursor | None = None
    # Words to mark: typed ones, and those they were taken for.
    marks: Sequence[str] = ()
    # What was perhaps meant, as the whole query would read.
    suggestions: Sequence[str] = ()


def search(query: Query, scope: Scope, after: Cursor | None = None, page: int = PAGE) -> Found:
    """The next page of what a query's words find within a scope."""
    asked = _widened(ask(query))
    if not asked.terms:
        return Found()
    return _Search(query, asked, scope, page).run(after or Cursor())


def _widened(asked: Asked) -> Asked:
    """Initials and unfinished words stand for the words they begin; so does a Latin word that is typed last."""
    terms: list[Term] = []
    for term in asked.terms:
        if term.sort == "initials":
            terms += _spelled_out(term)
        elif term.sort == "unfinished" or (term.sort == "latin" and term is asked.terms[-1] and len(term.text) > 2):
            terms.append(term.widened(vocabulary.completed(term.text)))
        else:
            terms.append(term)
    return replace(asked, terms=tuple(terms))


def _spelled_out(term: Term) -> list[Term]:
    """Initials of one word, or of two where no word has so many (ㅂㅅㅈㅇ is 배송 지연)."""
    words = vocabulary.with_initials(term.text)
    half = len(term.text) // 2
    if words or half < 2:
        return [term.widened(words)]
    return [replace(term, text=text, options=()).widened(vocabulary.with_initials(text)) for text in (term.text[:half], term.text[half:])]


class _Search:
    """The state of one search while it is answered."""

    def __init__(self, query: Query, asked: Asked, scope: Scope, page: int) -> None:
        self.query, self.asked, self.scope, self.page = query, asked, scope, page
        self.now = clock.now()
        self.census = census(asked.keys)
        self.rows: list[Row] = []
        self.marks = [unit.text for unit in asked.units] + [term.text for term in asked.terms]
        self.suggestions: list[str] = []
        self.excluded = [option for term in asked.excluded for option in term.options]

    def run(self, after: Cursor) -> Found:
        cursor: Cursor | None = after
        windows = 0
        while cursor and len(self.rows) < self.page and windows < MOST_WINDOWS:
            stage = {Stage.ALL: self._all, Stage.NEAR: self._near, Stage.SOME: self._some}[cursor.stage]
            cursor = stage(cursor)
            windows += 1
        return Found(self.rows, cursor, list(dict.fromkeys(self.marks)), self.suggestions)

    def _wanted(self) -> Wanted:
        return self._all_of(self.asked)

    def _all_of(self, asked: Asked) -> Wanted:
        return self._of([term.options for term in asked.required], asked.squeezed)

    def _of(self, terms: Sequence[Sequence[Option]], instead: Option = frozenset()) -> Wanted:
        sorts = [tuple(frozenset({sort_key(sort)}) for sort in self.scope.sorts)] if self.scope.sorts else []
        return Wanted([*terms, *sorts], self.excluded, instead)

    def _all(self, cursor: Cursor) -> Cursor | None:
        found = self._window(self._wanted(), self.asked, cursor.top)
        hits = found.hits
        if cursor.top or found.end:
            hits = self._with_exact(hits, cursor.top)
        rest = self._take(hits, self.asked, cursor, newer_than=cursor.top)
        if rest or found.end:
            return rest or Cursor(Stage.ALL, found.end)
        few = cursor.top is None and len(self.rows) < DOUBTFUL
        return Cursor(Stage.NEAR if few else Stage.SOME)

    def _with_exact(self, hits: list[Hit], top: Place | None) -> list[Hit]:
        """Where more is found than is ranked at once, what holds every word as typed is ranked with the first window, however old."""
        if not self.asked.exactly:
            return hits
        exact = self._window(self._of(self.asked.exactly), self.asked, None).hits
        if top is None:
            known = {hit.id for hit in hits}
            return hits + [hit for hit in exact if hit.id not in known]
        shown = {hit.id for hit in exact}
        conversations = {hit.conversation_id for hit in exact if hit.conversation_id is not None}
        return [hit for hit in hits if hit.id not in shown and hit.conversation_id not in conversations]

    def _near(self, cursor: Cursor) -> Cursor | None:
        meant = other_mode(self.query) or corrections(self.asked)
        if meant is None:
            return Cursor(Stage.SOME)
        self.marks += [unit.text for unit in meant.asked.units]
        if cursor.top is None and cursor.shown == 0:
            self.suggestions.append(meant.text)
        asked = meant.asked
        self.census = census(asked.keys | self.asked.keys)
        found = self._window(self._all_of(asked), asked, cursor.top)
        hits = [hit for hit in found.hits if not satisfies(hit, self.asked.required)]
        rest = self._take(hits, asked, cursor, newer_than=cursor.top)
        if rest or found.end:
            return rest or Cursor(Stage.NEAR, found.end)
        return Cursor(Stage.SOME)

    def _some(self, cursor: Cursor) -> Cursor | None:
        if sum(len(unit.text) > 1 for unit in self.asked.units) < 2 or self.query.phrases or self.excluded:
            return None
        hits = partly(self._parts(), self.asked.keys, self.scope)
        left = [hit for hit in hits if not satisfies(hit, self.asked.required)]
        return self._take(left, self.asked, cursor, newer_than=None)

    def _parts(self) -> list[tuple[Option, float]]:
        parts: list[tuple[Option, float]] = []
        left = MOST_PARTLY
        for unit in sorted(self.asked.units, key=lambda unit: (self.census.holding(unit), unit.text))[:MOST_UNITS]:
            option = unit.pieces or (frozenset() if unit.word is None else frozenset({unit.word}))
            left -= self.census.holding(unit)
            # What everybody says helps only where everything is little.
            if option and left >= 0:
                parts.append((option, self.census.rarity(unit) * unit.weight))
        return parts

    def _window(self, wanted: Wanted, asked: Asked, top: Place | None) -> Window:
        return window(wanted, asked.keys, self.scope, top, self.census)

    def _take(self, hits: list[Hit], asked: Asked, cursor: Cursor, newer_than: Place | None) -> Cursor | None:
        """Rank hits, add what fits on the page from the cursor on; gives where the rest of these hits begins."""
        ranked = self._ranked(hits, asked, cursor.stage)
        shown_before = held(self._wanted(), [row.document.conversation_id for row in ranked], newer_than) if newer_than else set()
        shown_before |= {row.document.conversation_id for row in self.rows if row.document.conversation_id is not None}
        fresh = [row for row in ranked if row.document.conversation_id not in shown_before]
        end = cursor.shown + self.page - len(self.rows)
        self.rows += fresh[cursor.shown : end]
        return Cursor(cursor.stage, cursor.top, end) if len(fresh) > end else None

    def _ranked(self, hits: list[Hit], asked: Asked, stage: Stage) -> list[Row]:
        documents = _documents(hits)
        known = [
            (hit, document) for hit in hits if (document := documents.get((hit.sort, hit.thing_id))) and _says(document, asked.phrases)
        ]
        candidates = [Candidate(document.title, document.text, hit.at, hit.holds) for hit, document in known]
        scored = zip(scores(asked, candidates, self.census, self.now), known, strict=True)
        ordered = sorted(scored, key=lambda one: (-one[0], -one[1][0].at.timestamp(), -one[1][0].id))
        best: dict[object, Row] = {}
        for score, (hit, document) in ordered:
            group = document.conversation_id if document.conversation_id is not None else (hit.sort, hit.thing_id)
            if group in best:
                best[group] = replace(best[group], others=best[group].others + 1)
            else:
                best[group] = Row(hit.sort, document, score, stage)
        return list(best.values())


def satisfies(hit: Hit, terms: Iterable[Term]) -> bool:
    return all(any(option <= hit.holds for option in term.options) for term in terms)


def _says(document: Document, phrases: Sequence[str]) -> bool:
    if not phrases:
        return True
    said = ["".join(plain(text).split()) for text in (document.title, document.text)]
    return all(any(phrase in text for text in said) for phrase in phrases)


def _documents(hits: Iterable[Hit]) -> dict[tuple[str, int], Document]:
    things: dict[str, list[int]] = defaultdict(list)
    for hit in hits:
        things[hit.sort].append(hit.thing_id)
    return {(sort, document.id): document for sort, ids in things.items() if (found := of(sort)) for document in found.documents(ids)}


def census(keys: Iterable[int]) -> Census:
    """What was counted of these keys, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NULL, average_length, entries, daily FROM search_census"
            " UNION ALL SELECT key, share, NULL, NULL FROM search_share WHERE key = ANY(%s)",
            [sorted(keys)],
        )
        rows = cursor.fetchall()
    length, entries, daily = next((row[1:] for row in rows if row[0] is None), (0.0, 0, 1.0))
    return Census(max(entries, 1), length, {row[0]: row[1] for row in rows if row[0] is not None}, max(daily, 1.0))


def things(sort: str, text: str, most: int) -> list[int]:
    """Ids of the newest things of one sort that hold all words of a text."""
    asked = ask(Query(text=text, words=(text,)))
    terms = [term.options for term in asked.required]
    if not terms:
        return []
    wanted = Wanted([*terms, (frozenset({sort_key(sort)}),)])
    hits = window(wanted, asked.keys, Scope(sorts=[sort]), None, census(asked.keys)).hits
    return [hit.thing_id for hit in hits[:most]]
