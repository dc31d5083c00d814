from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen
from onmaru.language.detect import detect

SHORT = 12


def find(seen: Seen) -> Iterator[Finding]:
    ours = detect(seen.text) if len(seen.text) >= SHORT else ""
    if ours and seen.language and ours != seen.language:
        yield Finding(points=(f"{seen.language} → {ours}",))


OTHER_LANGUAGE = Check(
    "other language", _("Another language than the customer's"), _("The customer writes in another language."), find
)  # fmt: skip
