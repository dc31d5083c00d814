"""The sentences of a text that ask something, in Korean or English, with or without a question mark. Pure.

Korean asks by the ending of the verb (나요, 까요, 습니까, 은가요), and often only by it;
so does whoever wants to know (궁금해요, 알려 주세요).
"""

import re

_LINK = re.compile(r"\b(?:https?://|www\.)\S+")
_QUOTED = re.compile(r"^\s*>")
# A full stop ends a sentence only before a space: 3.5 and haru.example are whole.
_END = re.compile(r"(?<=[.!?。？！…])\s+")
# What people hang on to a sentence: ㅠㅠ, ㅎㅎ, ~, ^^, emoji.
_TAIL = re.compile(r"[^0-9A-Za-z가-힣]+$")
_MARK = re.compile(r"[?？]")

_NIEUN, _RIEUL, _BIEUP = 4, 8, 17
# Verbs that end in 나 say something with 나요: 만나요, 끝나요, 냄새나요.
_NOT_ASKED = re.compile(r"(?:^|\s)(?:\S*(?:만|끝|떠|어|화|혼|빛|고장|냄새|소리|생각|타|늘어))?나요$")
_ASKED_WORD = re.compile(r"(?:언제|어디|어떻게|어떡|어떤|어느|무엇|무슨|뭐|뭘|뭔|왜|얼마|누가|누구|몇)")
_ANY = re.compile(r"(?:언제|어디|얼마|무엇|누구|어떻게|뭐)(?:든|나|라도)")
_REQUEST = re.compile(r"(?:주세요|주십시오|줘요|하세요|할게요|드려요|드릴게요|바랍니다|바라요|같아요|네요|군요)$")
_WANTS_TO_KNOW = re.compile(
    r"궁금|여쭤|여쭙|알고\s?싶|(?:알려|가르쳐)\s?(?:주|줘|줄|달)|(?:[는한될할은인올갈난된간]|있을|없을|않을|같을)지(?:요|를|도)?\s*(?:알|궁금|확인|문의|답|말씀|$)"
)
_ENGLISH = re.compile(
    r"^(?:(?:hi|hello|hey|so|and|but|also|please|ok|okay|well)[,!]?\s+)*"
    r"(?:(?:who|what|when|where|why|how|which|whose)\b(?!\s*(?:ever|a\s)\b)"
    r"|(?:can|could|may|might|would|will|shall|should|is|are|am|was|were|do|does|did|has|have|had|isn't|aren't|don't|doesn't|didn't|can't|couldn't|won't)"
    r"\s+(?:you|i|we|it|they|he|she|there|this|that|these|those|my|your|our|the|anyone|somebody|someone)\b)",
    re.IGNORECASE,
)
_WANTS_TO_KNOW_ENGLISH = re.compile(
    r"\b(?:let me know|tell me|wondering|would like to know|want to know|i'd like to know|curious)\b"
    r".*\b(?:if|whether|when|where|what|which|who|why|how)\b",
    re.IGNORECASE,
)


def questions(text: str) -> list[str]:
    """The sentences that ask something, in their order, as they were written."""
    return [sentence for sentence in _sentences(text) if _asks(sentence)]


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for line in text.splitlines():
        if _QUOTED.match(line):
            continue
        for part in _END.split(_LINK.sub("", line).strip()):
            found += _by_endings(part)
    return [sentence for sentence in found if sentence]


def _by_endings(part: str) -> list[str]:
    """Who writes without stops ends a question by its verb alone: "언제 오나요 빨리 부탁드려요" are two sentences."""
    words, begun, found = part.split(), 0, []
    for at, word in enumerate(words):
        hangs_on = at + 1 < len(words) and not _TAIL.sub("", words[at + 1])
        if not hangs_on and not _MARK.search(word) and _asking_ending(_TAIL.sub("", " ".join(words[begun : at + 1]))):
            found.append(" ".join(words[begun : at + 1]))
            begun = at + 1
    return [*found, " ".join(words[begun:])]


def _asks(sentence: str) -> bool:
    if _MARK.search(sentence):
        return True
    bare = _TAIL.sub("", sentence)
    if _asking_ending(bare) or _WANTS_TO_KNOW.search(bare) or _WANTS_TO_KNOW_ENGLISH.search(bare) or _ENGLISH.match(bare):
        return True
    asked = _ASKED_WORD.search(bare) and not _ANY.search(bare) and not _REQUEST.search(bare)
    return bool(asked and bare.endswith(("요", "죠", "노", "냐", "니")))


def _asking_ending(bare: str) -> bool:
    if bare.endswith("나요"):
        return not _NOT_ASKED.search(bare)
    for ending, final in (("가요", _NIEUN), ("까요", _RIEUL), ("까", _RIEUL), ("니까", _BIEUP)):
        before = bare[: -len(ending)]
        if bare.endswith(ending) and before and _final(before[-1]) == final:
            return True
    return bare.endswith(("는지요", "은지요", "인지요", "한지요", "을지요", "될지요", "할지요"))


def _final(syllable: str) -> int:
    """The number of the final consonant of a Hangul syllable, 0 for none, -1 for what is no syllable."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else -1
