import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen

# Where a shop has not written its own list.
USUAL: tuple[tuple[str, str], ...] = (
    ("모르겠습니다", "확인해 보고 알려 드리겠습니다"),
    ("잘 모릅니다", "확인해 보고 알려 드리겠습니다"),
    ("안 됩니다", "어렵습니다. 대신 이렇게 도와드릴 수 있습니다"),
    ("불가능합니다", "어렵습니다. 대신 이렇게 도와드릴 수 있습니다"),
    ("규정상 어쩔 수 없습니다", "규정에 따라 어려운 점 양해 부탁드립니다. 대신 이렇게 도와드릴 수 있습니다"),
    ("저희 잘못이 아닙니다", "불편을 드려 죄송합니다. 바로 확인하겠습니다"),
    ("제 담당이 아닙니다", "담당 부서에 바로 전달하고 결과를 알려 드리겠습니다"),
    ("이미 말씀드렸듯이", "다시 안내해 드리면"),
    ("기다리세요", "잠시만 기다려 주시면 감사하겠습니다"),
    ("I don't know", "Let me find out for you"),
    ("That's not possible", "Here is what we can do"),
    ("You have to", "Could you please"),
    ("As I already said", "To sum it up again"),
)


def _form(phrase: str) -> re.Pattern[str]:
    """Spaces do not matter in Korean: 안됩니다 is 안 됩니다. Latin words stay words."""
    letters = [re.escape(sign) for sign in "".join(phrase.split())] if not phrase.isascii() else []
    if letters:
        return re.compile(r"\s?".join(letters))
    return re.compile(r"\b" + r"\s+".join(re.escape(word) for word in phrase.split()) + r"\b", re.IGNORECASE)


def find(seen: Seen) -> Iterator[Finding]:
    for phrase, instead in seen.phrases:
        if phrase.strip() and (said := _form(phrase.replace("’", "'")).search(seen.text.replace("’", "'"))):
            excerpt = seen.text[said.start() : said.end()]
            yield Finding(excerpt=excerpt, points=(excerpt,), instead=instead)


PHRASES = Check("phrases", _("Words that the shop would rather not say"), _("There are kinder words for this."), find)
