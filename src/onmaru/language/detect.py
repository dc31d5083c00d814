"""Which language a text is written in, by its script. Pure."""

import re

_QUOTE = re.compile(r"^\s*>.*$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
_KANA = re.compile(r"[぀-ヿ]")
_HAN = re.compile(r"[一-鿿]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
# By its letters any European language would be English; these words are in nearly every English mail, and rarely elsewhere.
_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the a an and or but is are was were am be been do does did have has had i my me you your we our it this that not no yes of to in
        on for with from at by can could would will please thanks thank hello hi hey dear order when where what how why if still get got""",
    )
)
READ = 4000


def detect(text: str) -> str:
    """One of ko, en, ja, zh; empty when there is too little to tell, or it is another language."""
    text = _ADDRESS.sub(" ", _QUOTE.sub("", text[:READ]))
    hangul, kana, han = (len(script.findall(text)) for script in (_HANGUL, _KANA, _HAN))
    words = [word.lower() for word in _LATIN_WORD.findall(text)]
    # A syllable of these scripts says about as much as a Latin word does: product names do not make a Korean mail English.
    if hangul >= 2 and hangul >= kana and hangul * 2 >= len(words):
        return "ko"
    if kana >= 2 and (kana + han) * 2 >= len(words):
        return "ja"
    if han >= 4 and not kana and han >= len(words):
        return "zh"
    if len(words) >= 2 and sum(word in _ENGLISH for word in words) * 8 >= len(words):
        return "en"
    return ""
