"""How somebody writes: angry, in a hurry, or abusive towards who reads it. Pure, and careful: what is only unhappy is none of these."""

import re
import unicodedata
from dataclasses import dataclass

from onmaru.language.keys import plain

_ANGRY = re.compile(
    r"""화(?:가\s*)?(?:나|납니다|난다|났) | 짜증 | 열\s*받 | 어이\s*(?:가\s*)?없 | 황당 | 장난\s*(?:하|치|까) | 최악 | 실망 | 빡치 | 빡쳐
      | 너무\s*(?:하|한)\s*거\s*아 | 사기\s*(?:치|당|꾼|아니) | 신고\s*(?:하|할)
      | 소비자원 | 고소\s*(?:하|할) | 다시는\s*(?:안|주문|이용) | 책임자
      | \b(?:angry|furious|unacceptable|ridiculous|outrageous|worst|disgusted|fed\s+up|appalling|scam|lawyer|sue)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_HURRY = re.compile(
    r"""급(?:해|합니다|한데|하게|하니|히) | 빨리\s*(?:좀|해|보내|처리|답|확인|연락) | 당장 | 지금\s*바로
      | 오늘\s*(?:중|안)(?:으로|에)\s*(?:꼭|반드시|부탁|답|처리|받)
      | (?:오늘|내일|모레)\s*까지[^\n]{0,12}(?:와야|받아야|도착해야|필요|꼭)
      | (?:결혼식|장례식|돌잔치|출국|면접|행사)[^\n]{0,12}(?:전에|까지|오늘|내일|모레|입어야|신어야|써야)
      | 시급 | 촉박 | 최대한\s*빨리 | 즉시
      | \b(?:urgent(?:ly)?|asap|immediately|right\s+away|as\s+soon\s+as\s+possible)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ABUSE = re.compile(
    r"""씨발 | (?<![가-힣])시발(?!점|역|택시|자동차|송|행|생|주|급|견|표|매) | [ㅅㅆ][\d\W_]{0,2}ㅂ | 쓰발
      # Pulled apart, or with a number between, so that no filter reads them.
      | (?<![가-힣\d])[시씨][\d.~*^_!-]{1,3}발(?![가-힣]) | (?<![가-힣])(?<![가-힣]\s)씨\s발(?![가-힣])
      | 개[\d.~*^_!-]{1,3}새[\d.~*^_!-]{0,3}끼 | 병[\d.~*^_!-]{1,3}신 | ㅈㄹ | ㅈ같 | ㅅㄲ | ㅄ | 존나
      | 개새끼 | 개색기 | 새끼(?!손|발|줄|고양이|강아지|곰|오리|돼지)
      | 병신 | ㅂㅅ | 미친\s*(?:놈|년|새끼|것)
      | 지랄 | 좆 | 꺼져 | 닥쳐 | 썅 | 엿\s*먹어 | 또라이 | (?:머리|대가리)(?:에\s*)?(?:똥|총)
      | \b(?:fuck\w*|f[*u]+c?k\w*|asshole|bitch|moron|idiots?|bastard|piece\s+of\s+shit)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_SHOUTING = re.compile(r"[!?！？]{3,}|[ㅡㅗ]{2,}")
LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Mood:
    """The words that gave each away; none where it is not so."""

    angry: tuple[str, ...] = ()
    hurried: tuple[str, ...] = ()
    abusive: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "abusive" if self.abusive else "angry" if self.angry else "hurried" if self.hurried else "calm"


def mood(text: str) -> Mood:
    text = plain(text[:LONGEST])
    angry = _words(_ANGRY, text)
    # Signs alone may be joy: they count beside a word.
    return Mood(angry + (_words(_SHOUTING, text) if angry else ()), _words(_HURRY, text), _words(_ABUSE, text))


def softened(text: str) -> str:
    """The same with circles where it is abusive: what it is about can be read."""
    text = unicodedata.normalize("NFC", text)
    circles = _ABUSE.sub("○○", text)
    # Written so that only the plain form shows it.
    return circles if circles != text or not mood(text).abusive else "○○○"


def _words(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.group().strip() for found in pattern.finditer(text)))[:5]
