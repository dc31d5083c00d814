"""Segments in plain words."""

from django.utils.translation import gettext as _

from onmaru.inbox.filtering.filter import Asking
from onmaru.segments.facts import FACTS
from onmaru.segments.models import Segment


def summary(segment: Segment, asking: Asking) -> str:
    """What all who belong have in common: "VIP: Yes · First wrote: The last 30 days"."""
    return " · ".join(f"{FACTS[name].label}: {_worded(name, values, asking)}" for name, values in segment.asked.chosen if values)


def _worded(name: str, values: tuple[str, ...], asking: Asking) -> str:
    if name != "conversations":
        return FACTS[name].worded(values, asking)
    least, _dots, most = values[0].partition("..")
    if least and most:
        return _("{least} to {most}").format(least=least, most=most)
    return _("{count} or more").format(count=least) if least else _("{count} at most").format(count=most)
