import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen
from onmaru.language.facts import Kind, facts
from onmaru.stated.holding import holding

_ASKS = r"(?:알려|남겨|말씀(?:해)?|보내|전달|기재|입력|회신|적어|공유|확인)\s?(?:해\s?)?(?:주|부탁)"
_ASKED = {
    Kind.ORDER: rf"주문\s?번호[^.!?\n]{{0,20}}(?:{_ASKS}|어떻게 되|무엇|뭔가|부탁)",
    Kind.PHONE: rf"(?:전화\s?번호|연락처|휴대\s?(?:폰|전화)(?:\s?번호)?|핸드폰(?:\s?번호)?)[^.!?\n]{{0,20}}(?:{_ASKS}|어떻게 되|부탁)",
    Kind.PARCEL: rf"(?:운송장|송장)(?:\s?번호)?[^.!?\n]{{0,20}}(?:{_ASKS}|어떻게 되|부탁)",
    Kind.ACCOUNT: rf"(?:환불\s?)?계좌(?:\s?번호)?[^.!?\n]{{0,20}}(?:{_ASKS}|어떻게 되|부탁)",
    Kind.EMAIL: r"(?:이메일|메일)\s?(?:주소)?[^.!?\n]{0,14}(?:알려|남겨|말씀해)\s?(?:주|부탁)",
}  # fmt: skip
_ENGLISH = r"(?:could|can|would|please|what(?:'s| is)|let (?:us|me) know|send|provide|share|tell)[^.!?\n]{0,40}\b"
_ASKED_ENGLISH = {
    Kind.ORDER: _ENGLISH + r"order (?:number|no\b|id)",
    Kind.PHONE: _ENGLISH + r"(?:phone|contact|mobile) number",
    Kind.PARCEL: _ENGLISH + r"(?:tracking|parcel) number",
    Kind.ACCOUNT: _ENGLISH + r"(?:bank )?account (?:number|details)",
    Kind.EMAIL: _ENGLISH + r"e-?mail address",
}
_PICTURE = re.compile(rf"사진[^.!?\n]{{0,20}}(?:{_ASKS}|첨부)|{_ENGLISH}(?:photo|picture)s?\b", re.IGNORECASE)
_FORMS = {kind: re.compile(f"{form}|{_ASKED_ENGLISH[kind]}", re.IGNORECASE) for kind, form in _ASKED.items()}


def find(seen: Seen) -> Iterator[Finding]:
    known = holding(reversed(facts(seen.theirs)), seen.amended)
    for kind, form in _FORMS.items():
        asked = form.search(seen.text)
        given = [fact.text for fact in known if fact.kind is kind]
        if asked and given:
            yield Finding(excerpt=asked[0], points=tuple(given[:3]))
    asked = _PICTURE.search(seen.text)
    if asked and seen.their_files:
        yield Finding(excerpt=asked[0])


ASKED_AGAIN = Check(
    "asked again", _("Asking for what the customer gave already"), _("The customer has given this already."), find
)  # fmt: skip
