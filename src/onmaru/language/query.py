"""What an agent typed into the search box, taken apart: words, "phrases", -excluded words, and operators in Korean or English. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from onmaru.language.days import Days, days

NAMES = {
    "from": "from customer 보낸사람 보낸이 고객",
    "channel": "channel 채널",
    "before": "before until 이전 까지",
    "after": "after since 이후 부터",
    "on": "on date 날짜",
    "tag": "tag label 태그",
    "team": "team 팀",
    "agent": "agent assignee 담당 담당자 상담사",
    "status": "status is 상태",
    "has": "has 포함 있음",
    "in": "in 위치",
}
VALUES = {
    "status": {
        "open": "open 진행 진행중 열림",
        "snoozed": "snoozed 보류",
        "resolved": "resolved closed 해결 해결됨 완료",
        "waiting": "waiting unanswered 대기 미답변",
        "spam": "spam 스팸",
    },
    "has": {"attachment": "attachment attachments file files 첨부 첨부파일 파일 사진"},
    "in": {
        "note": "note notes 메모 노트",
        "message": "message messages 메시지 본문",
        "outside": "outside outsider outsiders 외부 외부협의 협의",
        "customer": "customer customers 고객",
        "conversation": "conversation conversations subject 상담 제목",
    },
}
DATES = frozenset({"before", "after", "on"})
_NAME_OF = {alias: name for name, aliases in NAMES.items() for alias in aliases.split()}
_VALUE_OF = {name: {alias: value for value, all_ in values.items() for alias in all_.split()} for name, values in VALUES.items()}
_PART = re.compile(
    r"""(?P<minus>-?)(?:(?P<name>[a-zA-Z가-힣]+)[:：](?:["“](?P<long>[^"”]*)["”]?|(?P<short>\S*))|["“](?P<phrase>[^"”]*)["”]?|(?P<word>\S+))"""
)
# A box is not a letter: what lies beyond is not read.
LONGEST = 400
MOST = 24


@dataclass(frozen=True, slots=True)
class Filter:
    """`tag:파손` is Filter("tag", "파손"); a leading minus makes it mean all others."""

    name: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    text: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    # From the first of these days on, and before the second.
    after: date | None = None
    before: date | None = None
    # Operators whose value means nothing to us, as they were typed.
    misread: tuple[str, ...] = ()

    @property
    def number(self) -> int | None:
        """`#12` names a conversation."""
        digits = self.text.strip().removeprefix("#").strip()
        return int(digits) if self.text.strip().startswith("#") and digits.isdecimal() and digits.isascii() and len(digits) < 19 else None

    @property
    def said(self) -> str:
        """Words and phrases alone."""
        return " ".join((*self.words, *self.phrases))

    def values(self, name: str, negated: bool = False) -> list[str]:
        return [one.value for one in self.filters if one.name == name and one.negated is negated]


def parse(text: str, today: date) -> Query:
    """Every text is a query; what is no operator is a word. An operator still without a value is left out."""
    # NUL cannot be stored, so nothing that holds it can be found.
    text = unicodedata.normalize("NFC", text.replace("\0", " "))[:LONGEST]
    parts: dict[str, list[str]] = {"words": [], "phrases": [], "excluded": [], "misread": []}
    filters: list[Filter] = []
    span = Days(None, None)
    for part in list(_PART.finditer(text))[:MOST]:
        negated = bool(part["minus"])
        name = _NAME_OF.get((part["name"] or "").lower())
        if part["name"] is None:
            said = (part["phrase"] if part["phrase"] is not None else part["word"]).strip()
            kind = "excluded" if negated else "phrases" if part["phrase"] is not None else "words"
            if said.strip('-"“”'):
                parts[kind].append(said)
            continue
        value = (part["long"] if part["long"] is not None else part["short"] or "").strip()
        if name is None or value.startswith("//"):
            parts["excluded" if negated else "words"].append(part[0].removeprefix("-"))
        elif not value:
            continue
        elif name in DATES:
            meant = days(value, today)
            if meant is None or negated:
                parts["misread"].append(part[0])
            else:
                span = _narrowed(span, name, meant)
        elif name in _VALUE_OF:
            known = _VALUE_OF[name].get(value.lower())
            if known:
                filters.append(Filter(name, known, negated))
            else:
                parts["misread"].append(part[0])
        else:
            filters.append(Filter(name, value.lstrip("#@") if name in {"tag", "agent"} else value, negated))
    lists = {key: tuple(dict.fromkeys(found)) for key, found in parts.items()}
    return Query(text=text, filters=tuple(dict.fromkeys(filters)), after=span.first, before=span.end, **lists)


def _narrowed(span: Days, name: str, meant: Days) -> Days:
    first = meant.first if name in {"after", "on"} else None
    end = meant.first if name == "before" else meant.end if name == "on" else None
    firsts = [day for day in (span.first, first) if day]
    ends = [day for day in (span.end, end) if day]
    return Days(max(firsts, default=None), min(ends, default=None))
