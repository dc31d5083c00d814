"""How somebody writes: angry, in a hurry, or abusive towards who reads it. Pure, and careful: what is only unhappy is none of these."""

import re
import unicodedata
from dataclasses import dataclass

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
      | 시급 | 촉박 | 최대한\s*빨리 | 즉시
      | \b(?:urgent(?:ly)?|asap|immediately|right\s+away|as\s+soon\s+as\s+possible)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ABUSE = re.compile(
    r"""씨발 | 시발(?!점|역|택시|자동차) | ㅅㅂ | 쓰발 | 개새끼 | 개색기 | 새끼(?!손|발|줄|고양이|강아지|곰|오리|돼지)
      | 병신 | ㅂㅅ | 미친\s*(?:놈|년|새끼|것)
      | 지랄 | 좆 | 꺼져 | 닥쳐 | 썅 | 엿\s*먹어 | 또라이 | (?:머리|대가리)(?:에\s*)?(?:똥|총)
      | \b(?:fuck\w*|asshole|bitch|moron|idiots?|bastard|piece\s+of\s+shit)\b""",
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
    text = unicodedata.normalize("NFKC", text[:LONGEST])
    angry = _words(_ANGRY, text)
    # Signs alone may be joy: they count beside a word.
    return Mood(angry + (_words(_SHOUTING, text) if angry else ()), _words(_HURRY, text), _words(_ABUSE, text))


def _words(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.group().strip() for found in pattern.finditer(text)))[:5]
