"""A sender's name, when it is one. Pure."""

import re
import unicodedata

_ASIDE = re.compile(r"[(\[<{(【].*$")
_NAME = re.compile(r"^[^\W\d_]+(?:[ .'’·-]+[^\W\d_]+)*\.?$")


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
