"""Whether a text is an advertisement nobody asked for: by words that give it away, and by what was learnt of texts marked so. Pure.

Careful in one direction: an advertisement that a person has to mark costs a click, a customer who is never answered is lost. One word is
never enough, and the words of somebody who bought something speak against it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from onmaru.language.keys import LATIN, plain
from onmaru.language.morphemes import analysed

LONGEST = 4000
# How sure one has to be, and by how many things that say so.
SURE, SIGNALS = 0.95, 2
# Without a word said, one message in so many is an advertisement (log odds).
BEFORE = -3.5
# What was learnt counts so much for one word, and in all.
MOST_A_WORD, MOST_LEARNT, TELLING = 1.5, 7.0, 0.7
# Of a word that fewer texts had nothing is learnt.
SEEN = 2

_LEXICON: tuple[tuple[float, str], ...] = (
    # Korean law has advertisements say so in front, and name a way to refuse them.
    (3.0, r"^\W{0,3}[(\[【<]\s*광\s*고\s*[)\]】>]"),
    (2.0, r"(?:무료\s*)?수신\s*거부|무료\s*거부"),
    (3.5, r"카지노|바카라|토토\s*사이트|슬롯\s*(?:사이트|머신)|먹튀|꽁머니|사설\s*토토|홀덤"),
    (2.5, r"(?:급전|무직자|신용|당일|저금리|사업자)\s*대출|대출\s*(?:상담|한도|승인|문의)|정책\s*자금\s*지원"),
    (3.0, r"(?:주식|코인|투자)\s*(?:리딩|정보\s*방|추천\s*방)|급등주|리딩방|수익률?\s*\d{2,}\s*%|원금\s*보장"),
    (2.5, r"상위\s*노출|백\s*링크|검색\s*(?:엔진\s*)?최적화|블로그\s*(?:배포|대행|마케팅)|바이럴\s*마케팅|체험단\s*(?:모집|대행|진행)"),
    (2.0, r"(?:홍보|광고|마케팅|인스타(?:그램)?|유튜브|쇼핑몰)\s*(?:대행|제안|컨설팅)|제휴\s*제안|팔로워\s*(?:늘|구매|판매)"),
    (2.5, r"(?:db|디비|아이디|계정)\s*(?:판매|팝니다|삽니다)|대량\s*(?:문자|메일)\s*발송|문자\s*발송\s*(?:대행|사이트)"),
    (2.0, r"고수익\s*(?:알바|보장|부업)|재택\s*(?:알바|부업)|하루\s*\d+\s*만\s*원\s*(?:수익|벌)"),
    (1.5, r"(?:텔레그램|텔레|라인|카톡|오픈\s*채팅)\s*(?:문의|상담|아이디|id|@|:)|t\.me/"),
    (3.5, r"비아그라|시알리스|성인\s*(?:용품\s*할인|사이트|방송)|조건\s*만남"),
    (1.5, r"무료\s*(?:상담|견적|진단)\s*(?:신청|받|문의)|지금\s*바로\s*(?:신청|클릭|가입)|클릭\s*하(?:세요|시면)"),
    (3.5, r"\b(?:casino|viagra|cialis|porn|sex\s*cam)\b"),
    (2.5, r"\b(?:backlinks?|guest\s+post(?:ing)?|link\s+building|rank(?:ing)?\s+(?:on|#?1|first|higher)\s+(?:on|in|at)?\s*google)\b"),
    (2.0, r"\b(?:seo\s+(?:services?|agency|expert|audit)|digital\s+marketing\s+(?:agency|services?)|web\s+traffic)\b"),
    (2.5, r"\b(?:crypto|bitcoin|forex)\s+(?:investment|trading|profits?)\b"),
    (2.5, r"\bguaranteed\s+(?:returns?|profits?|income)\b"),
    (2.0, r"\b(?:unsubscribe|opt[- ]?out)\b|\bbusiness\s+loans?\b|\blottery\b|\binheritance\b"),
    (-2.5, r"주문(?!\s*(?:제작|량))|배송|환불|교환|반품|구매한|구매했|구입한|샀는데|받았는데|결제했|결제한|취소"),
    (
        -1.5,
        r"사이즈|재입고|품절|적립금|쿠폰|회원|불량|파손|언제\s*(?:오|와|도착)|\b(?:my\s+order|refund|delivery|shipping|return|exchange)\b",
    ),
)
_WORDS = tuple((weight, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for weight, pattern in _LEXICON)
# 대.출, 카 지 노: syllables pulled apart so that no filter reads them.
_APART = re.compile(r"(?<![가-힣])[가-힣](?:[ .·_*~^|/-][가-힣]){1,9}(?![가-힣])")
_HOST = re.compile(r"https?://(?:www\.)?([a-z0-9.-]{3,80})")
_GAPS = re.compile(r"[ .·_*~^|/-]")


@dataclass(frozen=True, slots=True)
class Learnt:
    """In how many texts marked as spam, and in how many others, each word was."""

    spam: int = 0
    other: int = 0
    words: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely it is, from 0 to 1, and what said so, the most telling first."""

    share: float
    words: tuple[str, ...]

    @property
    def is_spam(self) -> bool:
        return self.share >= SURE and len(self.words) >= SIGNALS


def judge(text: str, learnt: Learnt | None = None) -> Judgement:
    text = joined(text)
    score, said = BEFORE, dict[str, float]()
    for weight, pattern in _WORDS:
        # More of the same counts, but less.
        for place, words in enumerate(dict.fromkeys(found.group().strip() for found in pattern.finditer(text))):
            score += weight / 2 if place else weight
            if weight > 0:
                said[words] = weight
    if learnt and learnt.spam and learnt.other:
        each = {word: _weight(learnt, word) for word in words_of(text) if word in learnt.words}
        score += max(-MOST_LEARNT, min(MOST_LEARNT, sum(each.values())))
        for word, weight in each.items():
            if weight >= TELLING and not any(word in other for other in said):
                said[word] = weight
    ranked = sorted(said, key=lambda word: (-said[word], word))
    return Judgement(1 / (1 + math.exp(-score)), tuple(ranked[:6]))


def learn(spam: Iterable[str], other: Iterable[str]) -> Learnt:
    """What tells texts marked as spam from those that people answered."""
    bad, good = [words_of(joined(text)) for text in spam], [words_of(joined(text)) for text in other]
    in_bad, in_good = Counter(word for words in bad for word in words), Counter(word for words in good for word in words)
    kept = {word for word in {*in_bad, *in_good} if in_bad[word] + in_good[word] >= SEEN}
    return Learnt(len(bad), len(good), {word: (in_bad[word], in_good[word]) for word in kept})


def _weight(learnt: Learnt, word: str) -> float:
    bad, good = learnt.words[word]
    weight = math.log((bad + 0.5) / (learnt.spam + 1)) - math.log((good + 0.5) / (learnt.other + 1))
    return max(-MOST_A_WORD, min(MOST_A_WORD, weight))


def joined(text: str) -> str:
    """In lower case, with what was pulled apart put together again."""
    return _APART.sub(lambda found: _GAPS.sub("", found.group()), plain(text[:LONGEST]))


@lru_cache(maxsize=1000)
def words_of(text: str) -> frozenset[str]:
    """What a text is about, in words, and whose pages it links to. Kept, because what was learnt is learnt again with each mark."""
    found = {piece.lemma for line in text.splitlines() for piece in analysed(line) if piece.is_content and len(piece.lemma) > 1}
    return frozenset(found | {word for word in LATIN.findall(text) if len(word) > 2} | set(_HOST.findall(text)))
