"""Hangul as the keyboard sees it: initials, single strokes, and the same keys on the other keyboard. Pure.

The keyboard is the Korean standard one (두벌식): `ghksqnf` and `환불` are the same seven keys.
"""

import unicodedata

FIRST, LAST = ord("가"), ord("힣")
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
# What is typed with two keys. Doubled consonants (ㄲ) are one key with shift.
PARTS = {
    whole: first + second
    for whole, first, second in zip(
        "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄㅘㅙㅚㅝㅞㅟㅢ", "ㄱㄴㄴㄹㄹㄹㄹㄹㄹㄹㅂㅗㅗㅗㅜㅜㅜㅡ", "ㅅㅈㅎㄱㅁㅂㅅㅌㅍㅎㅅㅏㅐㅣㅓㅔㅣㅣ", strict=True
    )
}
WHOLE = {parts: whole for whole, parts in PARTS.items()}
KEYS = dict(zip("rRseEfaqQtTdwWczxvgkoiOjpuPhynbml", "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ", strict=True))
KEY_OF = {stroke: key for key, stroke in KEYS.items()}


def is_syllable(sign: str) -> bool:
    return FIRST <= ord(sign) <= LAST


def initials(text: str) -> str:
    """The leading consonant of every syllable; other signs stay: `환불 안내` is `ㅎㅂ ㅇㄴ`."""
    return "".join(LEADS[(ord(sign) - FIRST) // 588] if is_syllable(sign) else sign for sign in unicodedata.normalize("NFC", text))


def strokes_of(sign: str) -> str:
    """The strokes of one sign: `환` is `ㅎㅗㅏㄴ`, `ㄳ` is `ㄱㅅ`, `a` is `a`."""
    if not is_syllable(sign):
        return PARTS.get(sign, sign)
    place = ord(sign) - FIRST
    lead, vowel, tail = LEADS[place // 588], VOWELS[place % 588 // 28], TAILS[place % 28]
    return lead + PARTS.get(vowel, vowel) + PARTS.get(tail, tail)


def jamo(text: str) -> str:
    """Every syllable as its single strokes; other signs stay: `환불 A` is `ㅎㅗㅏㄴㅂㅜㄹ A`."""
    return "".join(map(strokes_of, unicodedata.normalize("NFC", text)))


def to_qwerty(text: str) -> str:
    """The Latin letters on the keys that typed a Korean text: `환불` is `ghksqnf`. Other signs stay."""
    return "".join(KEY_OF.get(stroke, stroke) for stroke in jamo(text))


def from_qwerty(text: str) -> str:
    """What the keys of Latin letters would have typed in Korean: `ghksqnf` is `환불`, `gㅐㅍ` `햎`. Other signs stay."""
    # A letter whose key has no doubled consonant gives the same with shift.
    return compose("".join(KEYS.get(sign, KEYS.get(sign.lower(), sign)) for sign in unicodedata.normalize("NFC", text)))


def compose(strokes: str) -> str:
    """Strokes put together as a Korean keyboard does it: a consonant before a vowel belongs to that vowel."""
    done: list[str] = []
    lead = vowel = tail = ""

    def finish() -> None:
        nonlocal lead, vowel, tail
        done.append(chr(FIRST + LEADS.index(lead) * 588 + VOWELS.index(vowel) * 28 + TAILS.index(tail)) if lead and vowel else lead + vowel)
        lead = vowel = tail = ""

    for stroke in strokes:
        if stroke in VOWELS:
            if tail:
                kept, moved = (PARTS[tail][0], PARTS[tail][1]) if tail in PARTS else ("", tail)
                tail = kept
                finish()
                lead, vowel = moved, stroke
            elif vowel and vowel + stroke in WHOLE:
                vowel = WHOLE[vowel + stroke]
            else:
                if vowel:
                    finish()
                vowel = stroke
        elif stroke in LEADS:
            if lead and vowel and not tail and stroke in TAILS:
                tail = stroke
            elif tail and tail + stroke in WHOLE:
                tail = WHOLE[tail + stroke]
            else:
                finish()
                lead = stroke
        else:
            finish()
            done.append(stroke)
    finish()
    return "".join(done)
