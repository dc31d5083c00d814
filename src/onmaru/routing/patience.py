"""Whether it is kinder to call back than to let somebody wait, and how that is said. Pure.

Not gettext: the words follow the customer's language, not the reader's.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# Who has just written is left in peace for so long, even where nobody is there.
AT_LEAST = timedelta(minutes=1)


class Because(StrEnum):
    SHUT = "shut"
    ABSENT = "absent"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody has waited, and whether their team could answer now."""

    so_far: timedelta
    is_open: bool
    is_manned: bool


def why_offered(wait: Wait, patience: timedelta) -> Because | None:
    if wait.so_far < AT_LEAST:
        return None
    if not wait.is_open:
        return Because.SHUT
    if not wait.is_manned:
        return Because.ABSENT
    return Because.LONG if wait.so_far >= patience else None


@dataclass(frozen=True, slots=True)
class Words:
    because: dict[Because, str]
    offer: str
    phone: str
    email: str
    stay: str


KOREAN = Words(
    {
        Because.SHUT: "지금은 상담 시간이 아니라 바로 답해 드리지 못합니다.",
        Because.ABSENT: "지금은 자리에 있는 상담사가 없어 바로 답해 드리지 못합니다.",
        Because.LONG: "{minutes}분 넘게 기다리시게 해 죄송합니다. 언제 답해 드릴 수 있을지 아직 말씀드리기 어렵습니다.",
    },
    "창을 닫고 전화나 이메일로 답을 받으셔도 됩니다. 순서는 그대로입니다.",
    "전화로 받을게요",
    "이메일로 받을게요",
    "계속 기다릴게요",
)
ENGLISH = Words(
    {
        Because.SHUT: "We are closed at the moment and cannot answer right away.",
        Because.ABSENT: "Nobody is at their desk at the moment, so we cannot answer right away.",
        Because.LONG: "We are sorry that you have waited for more than {minutes} minutes. We cannot say yet when it is your turn.",
    },
    "You may close this window and be called back, or answered by e-mail. You keep your place.",
    "Call me back",
    "Answer me by e-mail",
    "I will wait",
)


def words_in(language: str) -> Words:
    return KOREAN if language.lower().startswith("ko") else ENGLISH


def offered(because: Because, so_far: timedelta, words: Words) -> str:
    return f"{words.because[because].format(minutes=so_far // timedelta(minutes=1))} {words.offer}"
