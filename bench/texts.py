"""Believable Korean by the million: the demo shop's phrases, line by line, with words of a long-tailed vocabulary between them.

A line's search keys are found once; a message's are the union of those of its lines.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import accumulate

from dev.world.cast import TAGS
from dev.world.korean import Word
from dev.world.phrases import CLOSINGS, COLOURS, GIVEN_NAMES, GREETINGS, OCCASIONS, PRODUCTS, REASONS, SURNAMES, THANKS
from onmaru.language.keys import analysis, code_keys, keys_of, plain
from onmaru.language.keys import number as key_number

WORDS = 30_000
DETAILS = 60_000
# Words that stand in a few messages only, and by which a search is measured.
RARE = "은방울꽃자물쇠"
_SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추기니디리미비시이지치강남동람문방산영정청한홍"
_DETAILS = (
    "{a:이} {b}에 닿아서 {c} 쪽이 조금 상했어요.",
    "{a:은} 괜찮은데 {b} 때문에 {c:을} 다시 봐야 할 것 같아요.",
    "참고로 {a} 옆에 {b:을} 두고 쓰고 있고 {c:은} 그대로예요.",
    "{a} {b} 세트에 {c}도 들어 있는 줄 알았습니다.",
    "저희 {a:은} {b} 앞이라 {c:으로} 오시면 됩니다.",
)
_ANSWERS = (
    "안녕하세요, 하루상점입니다.",
    "불편을 드려 죄송합니다. 바로 확인해 드리겠습니다.",
    "담당 부서에 전달하여 오늘 안으로 처리해 드리겠습니다.",
    "택배사에 확인해 보니 내일 도착 예정입니다.",
    "교환 접수해 드렸습니다. 기사님이 이틀 안에 방문하십니다.",
    "환불은 카드사에 따라 영업일 기준 3~5일 걸립니다.",
    "사진을 보내 주시면 더 빨리 도와드릴 수 있습니다.",
    "문의 주신 상품은 다음 주에 재입고됩니다.",
    "추가로 궁금하신 점이 있으면 언제든지 말씀해 주세요.",
)
TAG_NAMES = (*TAGS, *(f"{reason.subjects[0][:12]}" for reason in REASONS), *(f"{product} 문의" for product in PRODUCTS))


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    keys: tuple[int, ...]
    # As a subject, which is found as a title too.
    title_keys: tuple[int, ...] = ()


def line(text: str) -> Line:
    return Line(text, analysis(plain(text)).keys, tuple(keys_of("", text)))


_ORDER = line("주문번호 입니다.").keys


class Texts:
    """Draws texts; the same seed draws the same ones."""

    def __init__(self, choice: random.Random, details: int = DETAILS) -> None:
        self.choice = choice
        words = [self._word() for _ in range(WORDS)]
        # The n-th word is met n times less often than the first.
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.details = [line(self._detail(words)) for _ in range(details)]
        self.greetings = [line(text) for text in GREETINGS if text]
        self.closings = [line(text) for text in CLOSINGS if text]
        self.thanks = [line(text) for text in THANKS]
        self.answers = [line(text) for text in _ANSWERS]
        self.subjects = [[line(self._filled(text)) for text in reason.subjects for _ in range(8)] for reason in REASONS]
        self.asked = [[line(self._filled(text)) for text in reason.texts for _ in range(40)] for reason in REASONS]
        self.names = [self._name() for _ in range(20_000)]

    def opening(self, number: int) -> tuple[Line, list[Line]]:
        """Subject and lines of a first message; `number` makes its order number."""
        reason = self.choice.randrange(len(REASONS))
        order = f"20{number % 6 + 20}{number % 12 + 1:02d}-{number % 10_000_000:07d}"
        lines = [
            self._any(self.greetings),
            self._any(self.asked[reason]),
            Line(f"주문번호 {order} 입니다.", (*_ORDER, *map(key_number, code_keys(order)))),
        ]
        lines += [self._any(self.details) for _ in range(self.choice.randrange(3))]
        return self._any(self.subjects[reason]), [*lines, self._any(self.closings)]

    def following(self) -> list[Line]:
        return [self._any(self.thanks), self._any(self.details)]

    def answering(self) -> list[Line]:
        return [self.answers[0], *self.choice.sample(self.answers[1:], 2)]

    def _any(self, lines: list[Line]) -> Line:
        return lines[int(self.choice.random() * len(lines))]

    def _word(self) -> str:
        return "".join(self.choice.choices(_SYLLABLES, k=self.choice.choice((2, 2, 3, 3, 4))))

    def _detail(self, words: list[str]) -> str:
        a, b, c = (Word(word) for word in self.choice.choices(words, cum_weights=self.weights, k=3))
        return self.choice.choice(_DETAILS).format(a=a, b=b, c=c)

    def _filled(self, text: str) -> str:
        pick = self.choice.choice
        return text.format(
            product=Word(pick(PRODUCTS)),
            colour=Word(pick(COLOURS)),
            occasion=pick(OCCASIONS),
            order="위 주문",
            count=self.choice.randint(2, 9),
        )

    def _name(self) -> str:
        given = self.choice.choice(GIVEN_NAMES)[0] if self.choice.random() < 0.3 else "".join(self.choice.choices(_SYLLABLES, k=2))
        return self.choice.choice(SURNAMES) + given
