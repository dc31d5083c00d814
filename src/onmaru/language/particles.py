"""Korean particles that fit the word before them: 환불을, 교환을, 문의를; 서울로, 부산으로. Pure.

What decides is the last sound of what is read aloud, so digits, Latin letters and units are read here the way Koreans read them.
"""

import re
import unicodedata
from enum import Enum


class Sound(Enum):
    """How a word ends. After ㄹ most particles take the form for consonants, and 로 the one for vowels."""

    VOWEL = "vowel"
    RIEUL = "ㄹ"
    CONSONANT = "consonant"


# (after a consonant, after a vowel)
PAIRS: tuple[tuple[str, str], ...] = (
    ("을", "를"),
    ("이", "가"),
    ("은", "는"),
    ("과", "와"),
    ("으로", "로"),
    ("아", "야"),
    ("이에요", "예요"),
    ("이었", "였"),
    ("이라고", "라고"),
    ("이라", "라"),
    ("이나", "나"),
    ("이란", "란"),
    ("이랑", "랑"),
    ("이며", "며"),
)
_FIRST = 0xAC00
_RIEUL = 8
_READ = dict(zip("0123456789", "영일이삼사오육칠팔구", strict=True))
_LETTERS = {
    **dict.fromkeys("ABCDEFGHIJKOPQSTUVWXYZ", Sound.VOWEL),
    **dict.fromkeys("LR", Sound.RIEUL),
    **dict.fromkeys("MN", Sound.CONSONANT),
}
# Read as words behind a number: 킬로그램, 밀리리터.
_UNITS = {
    **dict.fromkeys(("kg", "g", "mg", "t"), Sound.CONSONANT),
    **dict.fromkeys(("m", "cm", "mm", "km", "l", "ml", "kb", "mb", "gb", "tb", "ea"), Sound.VOWEL),
}
_SIGNS = {**dict.fromkeys("%℃°㎝㎡", Sound.VOWEL), **dict.fromkeys("‰㎏", Sound.CONSONANT)}
# Words whose Korean reading the rules below would miss.
_WORDS = {
    **dict.fromkeys(("park", "baek", "book", "cook", "look", "facebook", "notebook", "type", "talk", "kakaotalk"), Sound.CONSONANT),
    **dict.fromkeys(("check", "tag", "me", "we", "he", "she"), Sound.VOWEL),
}
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|（[^（）]*）|〔[^〔〕]*〕|【[^【】]*】)\s*$")
_LATIN = re.compile(r"[A-Za-z]+$")
_NUMBER = re.compile(r"[0-9][0-9,.]*$")
_VOWEL_LETTERS = "aeiouy"


def sound(text: str) -> Sound | None:
    """How the text ends when it is read aloud; None for what we cannot read."""
    text = _last_word(unicodedata.normalize("NFC", text))
    if not text:
        return None
    last = text[-1]
    if "가" <= last <= "힣":
        return _of_final((ord(last) - _FIRST) % 28)
    if last in _SIGNS:
        return _SIGNS[last]
    if last.isascii() and last.isdigit():
        return _of_number(text)
    if last.isascii() and last.isalpha():
        return _of_latin(text)
    if "ㄱ" <= last <= "ㅎ":
        # The letters' own names: 기역, 니은, 리을.
        return Sound.RIEUL if last == "ㄹ" else Sound.CONSONANT
    if "ㅏ" <= last <= "ㅣ" or "ぁ" <= last <= "ヿ":
        return Sound.CONSONANT if last in "んン" else Sound.VOWEL
    return None


def _last_word(text: str) -> str:
    """Without what is not read: closing signs, and an aside in brackets (unless there is nothing else)."""
    while text and not _is_read(text[-1]):
        outside = _ASIDE.sub("", text)
        text = outside if outside != text and any(map(_is_read, outside)) else text[:-1]
    return text


def _is_read(sign: str) -> bool:
    return sign in _SIGNS or unicodedata.category(sign)[0] in "LN"


def _of_final(final: int) -> Sound:
    return Sound.VOWEL if final == 0 else Sound.RIEUL if final == _RIEUL else Sound.CONSONANT


def _of_number(text: str) -> Sound:
    found = _NUMBER.search(text)
    digits = (found[0] if found else text[-1]).rstrip(",.")
    last = digits[-1]
    if last != "0":
        return _of_final((ord(_READ[last]) - _FIRST) % 28)
    whole = digits.replace(",", "")
    zeros = len(whole) - len(whole.rstrip("0"))
    # 십, 백, 천, 만, 억, 경 and a lone 영 end in consonants; only 조 does not.
    return Sound.VOWEL if 12 <= zeros < 16 and zeros < len(whole) and "." not in whole else Sound.CONSONANT


def _of_latin(text: str) -> Sound:
    found = _LATIN.search(text)
    word = found[0] if found else text[-1]
    before = text[: -len(word)].rstrip()
    if before[-1:].isdigit() and word.lower() in _UNITS:
        return _UNITS[word.lower()]
    if word.isupper():
        return _LETTERS[word[-1]]
    return _of_word(word.lower()) if len(word) > 1 else _LETTERS[word.upper()]


def _of_word(word: str) -> Sound:
    """By the way English words are written in Korean: 메일, 스토어, 쇼핑, 테스트."""
    if word in _WORDS:
        return _WORDS[word]
    last, before = word[-1], word[-2]
    if last == "e" and len(word) > 3 and before not in _VOWEL_LETTERS:
        return {"l": Sound.RIEUL, "m": Sound.CONSONANT, "n": Sound.CONSONANT}.get(before, Sound.VOWEL)
    if last == "l":
        return Sound.RIEUL
    if last in "mn" or word.endswith("ng"):
        return Sound.CONSONANT
    # 북, 칩, 챗, 블랙, 웹 after one short vowel; 위크, 뱅크, 테스트 otherwise.
    short = before in _VOWEL_LETTERS and word[-3:-2] not in tuple(_VOWEL_LETTERS)
    if word.endswith("ck") or (last in "kptb" and short):
        return Sound.CONSONANT
    return Sound.VOWEL


def _forms() -> dict[str, tuple[str, str]]:
    """Every way in which people write that they mean one or the other."""
    known: dict[str, tuple[str, str]] = {}
    for hard, soft in PAIRS:
        for one, other in ((hard, soft), (soft, hard)):
            known |= {f"{one}/{other}": (hard, soft), f"{one}({other})": (hard, soft), f"({one}){other}": (hard, soft)}
        if hard.endswith(soft):
            known[f"({hard.removesuffix(soft)}){soft}"] = (hard, soft)
    return known


FORMS = _forms()
# The written doubts that stand in running text; "이/가" alone may mean something else there.
DOUBTFUL = re.compile("|".join(re.escape(form) for form in sorted(FORMS, key=len, reverse=True) if "(" in form))


def choose(before: str, form: str) -> str:
    """The particle that fits after `before`. `form` is any of "을/를", "를/을", "을(를)", "(으)로"; it stays where we cannot read."""
    hard, soft = FORMS[form]
    ends = sound(before)
    if ends is None:
        return f"{hard}({soft})"
    if soft == "로":
        return hard if ends is Sound.CONSONANT else soft
    return soft if ends is Sound.VOWEL else hard


def attach(word: str, form: str) -> str:
    return word + choose(word, form)


def settle(text: str, before: str = "") -> str:
    """The text with every 을(를) made the one that fits; `before` is what was read before it."""
    made, at = "", 0
    for found in DOUBTFUL.finditer(text):
        made += text[at : found.start()]
        read = before + made
        # After a space it belongs to nothing: "이(가)" as an example, a heading.
        made += choose(read, found[0]) if read and not read[-1].isspace() else found[0]
        at = found.end()
    return made + text[at:]
