from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from onmaru.automation.checks.check import Check, Finding, Seen
from onmaru.automation.filling import PLACE


def find(seen: Seen) -> Iterator[Finding]:
    """Known places without a value were stopped before; these are names that nobody knows."""
    for place in dict.fromkeys(match[0] for match in PLACE.finditer(seen.text)):
        yield Finding(excerpt=place, points=(place,))


OPEN_PLACES = Check("open places", _("Places that were not filled in"), _("This place was not filled in."), find)
