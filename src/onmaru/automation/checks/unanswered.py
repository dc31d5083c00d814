import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen
from onmaru.language.questions import questions

_WHEN = r"""
    \d+\s?(?:일|시|분|월|주|영업일|days?|hours?|weeks?|:\d) | 오늘|내일|모레|이번\s?주|다음\s?주|당일|[월화수목금토일]요일
    | today|tomorrow|day\b"""
_PRICE = r"\d[\d,]*\s?(?:만|천)?\s?원 | 무료 | ₩ | [$€] | free\b"
_WHERE = r"에서|에\s?있|으로|https?://|[가-힣]+[시구동로길]\s|지점|매장|at\b|\bin\b"
_WHY = r"때문|사유|이유|인해|관계로|탓|아서|어서|because|due\sto|since"
_HOW = r"https?://|시면|하신\s?(?:후|뒤)|눌러|클릭|선택|접수|신청|보내\s?주|해\s?주|click|please|you\scan"
# What answers a question of this sort, whatever words it is put in.
_ANSWERS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(answered, re.IGNORECASE | re.VERBOSE))
    for asked, answered in (
        (r"언제|며칠|몇\s?시|얼마나 걸|\bwhen\b|how long", _WHEN),
        (r"얼마(?!나)|가격|비용|금액|how much|cost|price", _PRICE),
        (r"어디|\bwhere\b", _WHERE),
        (r"왜|이유|\bwhy\b", _WHY),
        (r"어떻게|방법|\bhow\b", _HOW),
    )
)
_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z]{3,}|\d{2,}")
_EMPTY_KOREAN = (
    "언제 어디 얼마 어떻 무엇 혹시 그리 그런 제가 저는 이거 그거 지금 정말 있나 없나 되나 하나 인가 건가 문의 질문 확인 가능 안녕"
)
_EMPTY_ENGLISH = "the and for can you how what when where why does will would could pleas with have this that are was"
# Beginnings of words that say nothing of what is asked.
_EMPTY = frozenset([*_EMPTY_KOREAN.split(), *_EMPTY_ENGLISH.split()])


def _stems(text: str) -> set[str]:
    """The first two syllables of Korean words, which particles and endings leave alone; Latin words by their beginning."""
    words = (word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text)))
    return {word[:2] if word[0] >= "가" else word[:5] for word in words} - _EMPTY


def _answered(question: str, answer: str, stems: set[str]) -> bool:
    if _stems(question) & stems:
        return True
    return any(asked.search(question) and answered.search(answer) for asked, answered in _ANSWERS)


def find(seen: Seen) -> Iterator[Finding]:
    """Of several questions those that the answer says nothing of. Whoever asked one thing gets an answer to it, in whatever words."""
    asked = list(dict.fromkeys(questions(seen.asked)))
    if len(asked) < 2:
        return
    stems = _stems(seen.text)
    open_ones = tuple(question for question in asked if not _answered(question, seen.text, stems))
    if open_ones:
        yield Finding(points=tuple(question[:120] for question in open_ones[:5]))


UNANSWERED = Check("unanswered", _("Questions that were not answered"), _("The customer asked this as well."), find)
