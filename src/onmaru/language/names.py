"""What to call people: their name without what was hung on it, and with what Korean hangs on it once. Pure."""

import re
import unicodedata

_ASIDE = re.compile(r"[(\[<{(【].*$")
_NAME = re.compile(r"^[^\W\d_]+(?:[ .'’·-]+[^\W\d_]+)*\.?$")
_HONORIFIC = re.compile(r"\s*(고객님|고객|님|씨)$")
_HANGUL = re.compile(r"^[가-힣 ]+$")
# What a text may go on with after a name.
FOLLOWING = re.compile(r"^\s*(?:고객\s*님|님)")
SOMEBODY = "고객님"


def plain_name(given: str) -> str:
    """The name without what follows in brackets, or "" where it looks like none.

    Whoever writes to us chooses that name, and we send it on to whatever address they claim: an advertisement or a link in it would leave
    our house with our signature under it.
    """
    name = unicodedata.normalize("NFC", _ASIDE.sub("", given)).strip(" \t\"'“”‘’")
    name = re.sub(r"\s+", " ", name)
    fits = len(name) <= 30 and len(name.split()) <= 4 and bool(_NAME.match(name))
    # "naver.com" is made of letters and a dot as well, but a dot in a name is followed by a space or the end.
    return name if fits and not re.search(r"\.\S", name) and not re.match(r"(?i)(https?|www)\b", name) else ""


def bare_name(given: str) -> str:
    """김유나 for 김유나님, 김유나 고객님 and 김유나 씨; "" for what is no name, or nobody's."""
    name = plain_name(given)
    while (shorter := _HONORIFIC.sub("", name)) != name:
        name = shorter
    return name


def addressed(given: str) -> str:
    """김유나님, John Smith 님, or 고객님 where the name is none."""
    name = bare_name(given)
    if not name:
        return SOMEBODY
    return f"{name}님" if _HANGUL.match(name) else f"{name} 님"
