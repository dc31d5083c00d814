import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen
from onmaru.language.markdown import pictures

# What we attach, not what we ask for or were sent.
_OURS = re.compile(
    r"(?:첨부|동봉)(?!\s?(?:해서?|하여|하셔서?)?\s?(?:주(?:세|시|신|십|실|셔)|부탁|바랍|보내\s?주))"
    r"(?:\s?(?:파일|자료|문서|이미지|사진|와 같이|된|한|해|하여|드|합니다|했습니다|하였습니다|하니|했으니|참고|확인))",
)
_THEIRS = re.compile(r"(?:보내\s?주신|고객님께서|고객님이|주신)\s?[^.!?\n]{0,12}(?:첨부|동봉)")
_ENGLISH = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have)? (?:also )?(?:attached|enclosed)|(?:is|are|find|see)(?: the)? (?:attached|enclosed)|"
    r"(?<!you )attached (?:is|are|you|please|file)|in the attachment|attached to this)\b",
    re.IGNORECASE,
)


def find(seen: Seen) -> Iterator[Finding]:
    if seen.files or pictures(seen.text):
        return
    text = _THEIRS.sub(lambda match: " " * len(match[0]), seen.text)
    if said := _OURS.search(text) or _ENGLISH.search(text):
        yield Finding(excerpt=said[0])


MISSING_FILE = Check(
    "missing file", _("An attachment mentioned but missing"), _("An attachment is mentioned, but there is none."), find
)  # fmt: skip
