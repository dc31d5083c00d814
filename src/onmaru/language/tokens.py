"""What a text is found by: its words, and the two-syllable pieces of its Korean ones. Pure.

Most Korean query words have two syllables and carry particles (환불을, 반품택배): pairs of syllables find them wherever they stand.
"""

import re
import unicodedata

_WORD = re.compile(r"[0-9a-z]+(?:[-_.@][0-9a-z]+)*|[가-힣]+|[぀-ヿ一-鿿]+")
# Beyond this many different tokens a text says nothing new that anybody searches for.
LIMIT = 2000


def tokens(*texts: str) -> list[str]:
    """Distinct tokens in order of appearance, at most LIMIT: Latin words and numbers whole, other scripts as pairs of characters."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _WORD.finditer(unicodedata.normalize("NFC", text[:200_000]).lower()):
            word = match.group()
            if word[0] < "぀":
                found[word[:60]] = None
            elif len(word) == 1:
                found[word] = None
            else:
                for start in range(len(word) - 1):
                    found[word[start : start + 2]] = None
            if len(found) >= LIMIT:
                return list(found)[:LIMIT]
    return list(found)
