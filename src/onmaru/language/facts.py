"""What a text states that can be told by its form: numbers of phones, orders, parcels and accounts, amounts, dates, addresses. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    PARCEL = "parcel"
    ORDER = "order"
    ACCOUNT = "account"
    AMOUNT = "amount"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Fact:
    """`text` as it was written; `start` is where it stands."""

    kind: Kind
    text: str
    start: int


READ = 20_000
_BANKS = (
    "은행|뱅크|국민|신한|우리|하나|농협|기업|카카오|토스|수협|신협|우체국|새마을|SC제일|부산|대구|iM|광주|전북|경남|제주|씨티|산업|케이"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


# What says more about a number comes first; a place that was read is not read as something else.
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, _form(r"[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")),
    (
        Kind.PARCEL,
        _form(r"(?:운송장|송장|택배|배송\s?번호|tracking)[^\n\d]{0,14}?(?P<fact>\d{3,4}[-\s]?\d{4}[-\s]?\d{3,6}|\d{10,14})(?!\d)"),
    ),
    (
        Kind.ORDER,
        _form(
            r"""(?:주문\s?(?:번호|넘버|no\.?) | order\s?(?:number|no\.?|id|\#))[^\na-z0-9]{0,8}
            (?P<fact>[a-z]{0,5}-?\d[a-z0-9]*(?:-[a-z0-9]+)*)"""
        ),
    ),
    (
        Kind.ACCOUNT,
        _form(rf"(?:{_BANKS})[^\n\d]{{0,8}}?(?P<fact>\d{{2,6}}-\d{{2,6}}-\d{{2,7}}(?:-\d{{1,3}})?|\d{{10,14}})(?![\d-])"),
    ),
    (
        Kind.PHONE,
        _form(
            r"""(?<![\d-])(?:(?:\+82[-\s]?|0)(?:1[016-9]|2|[3-6][1-5]|70|50\d)[-\s.)]?\d{3,4}[-\s.]?\d{4}
            | 1[5-8]\d\d-\d{4})(?![\d-])"""
        ),
    ),
    (
        Kind.ORDER,
        re.compile(r"(?<![\w-])(?:20\d{6}-\d{3,12}|20\d\d-(?:0\d|1[0-2])[0-3]\d-\d{3,8}|[A-Z]{1,5}-?\d{6,16}|20\d{12,18})(?![\w-])"),
    ),
    (
        Kind.DATE,
        _form(
            rf"""(?:20\d\d\s?[.\-/년]\s?)?{_MONTH}\s?월\s?{_DAY}\s?일
            | 20\d\d[.\-/]\s?{_MONTH}[.\-/]\s?{_DAY}(?!\d)"""
        ),
    ),
    (Kind.AMOUNT, _form(r"(?<![\d,])(?:₩\s?)?(?:\d{1,3}(?:,\d{3})+|\d+)(?:만\s?(?:\d{1,4})?)?천?\s?원 | ₩\s?\d[\d,]*")),
)

# Tens of thousands, and what is left: of thousands, or as it is.
_WON = re.compile(r"(?:(?P<tens>\d+)만)?(?P<rest>\d+)?(?P<thousands>천)?")


def facts(text: str) -> list[Fact]:
    """In the order in which they stand."""
    text = unicodedata.normalize("NFC", text[:READ])
    taken = bytearray(len(text))
    found: list[Fact] = []
    for kind, form in _FORMS:
        for match in form.finditer(text):
            group = "fact" if "fact" in form.groupindex else 0
            start, end = match.span(group)
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Fact(kind, text[start:end].strip(), start))
    return sorted(found, key=lambda fact: fact.start)


def plain(fact: Fact) -> str:
    """The same for the same fact however it is written."""
    if fact.kind in (Kind.PHONE, Kind.PARCEL, Kind.ACCOUNT):
        return re.sub(r"^82", "0", re.sub(r"\D", "", fact.text))
    return re.sub(r"\s", "", fact.text).casefold()


def won(text: str) -> int:
    """What an amount comes to: "3만 5천원", "35,000원" and "₩35,000" are the same."""
    digits = re.sub(r"[\s,₩원]", "", text)
    found = _WON.fullmatch(digits)
    if found is None:
        return 0
    thousands = bool(found["thousands"])
    # "만 천원" says one thousand without a one.
    rest = int(found["rest"] or thousands)
    return int(found["tens"] or 0) * 10_000 + rest * (1000 if thousands else 1)
