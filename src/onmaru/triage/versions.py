"""What was learnt and when, as the settings show it."""

from dataclasses import dataclass

from onmaru.inbox.models import Episode
from onmaru.language.classify.vectors import EMBEDDED
from onmaru.triage.classifier import BUILT, in_use
from onmaru.triage.models import Learnt

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Version:
    learnt: Learnt
    # It is kept whole, so that it can be used again.
    is_kept: bool
    in_use: bool
    # What was in use did better on the same texts, and nobody took it all the same.
    refused: bool

    @property
    def percent(self) -> str:
        return f"{100 * self.learnt.accuracy:.1f}"

    @property
    def percent_before(self) -> str:
        return "" if self.learnt.accuracy_before is None else f"{100 * self.learnt.accuracy_before:.1f}"

    @property
    def by_words(self) -> bool:
        return not self.learnt.made_by

    @property
    def embedded(self) -> bool:
        return self.learnt.made_by == EMBEDDED

    @property
    def instead(self) -> bool:
        """It was learnt with something else than what was set, which could not be reached."""
        return bool(self.learnt.meant_by) and self.learnt.made_by != self.learnt.meant_by


@dataclass(frozen=True, slots=True)
class Versions:
    """`built`: what came with the product is in use. `waiting`: reasons that agents said and that were not learnt yet."""

    shown: list[Version]
    current: Version | None
    built: bool
    waiting: int


def versions() -> Versions:
    found = in_use()
    number = found[0] if found else None
    kept = set(Learnt.objects.exclude(content=b"").values_list("pk", flat=True))
    rows = Learnt.objects.select_related("taken_by").defer("content").order_by("-pk")[:SHOWN]
    shown = [Version(one, one.pk in kept, one.pk == number, one.taken_at is None) for one in rows]
    current = next((one for one in shown if one.in_use), None)
    if current is None and number:
        older = Learnt.objects.select_related("taken_by").defer("content").get(pk=number)
        current = Version(older, is_kept=True, in_use=True, refused=False)
        shown.append(current)
    said = Episode.objects.filter(reason_by__isnull=False)
    waiting = said.filter(reason_at__gte=shown[0].learnt.learnt_at) if shown else said
    return Versions(shown, current, number == BUILT, waiting[:1000].count())


def newest() -> Version | None:
    """What was taken last."""
    one = Learnt.objects.taken().defer("content").first()
    return Version(one, is_kept=True, in_use=True, refused=False) if one else None
