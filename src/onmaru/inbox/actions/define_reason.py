from uuid import uuid4

from django.db import transaction
from django.db.models import Max

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events_of_reasons import ReasonDefined, ReasonRetired
from onmaru.inbox.models import Reason
from onmaru.kit import clock
from onmaru.people.models import Agent


class TwoLevels(ValueError):
    """What belongs to a reason has nothing that belongs to it."""


@transaction.atomic
def define_reason(by: Agent, name_ko: str, name_en: str, parent: Reason | None = None) -> Reason:
    """Make a reason, last in its group; without a parent, a group."""
    if parent and parent.parent_id is not None:
        raise TwoLevels
    last = Reason.objects.filter(parent=parent).aggregate(last=Max("place"))["last"]
    names = _names(name_ko, name_en)
    made = Reason.objects.create(key=f"r-{uuid4().hex[:12]}", parent=parent, place=0 if last is None else last + 1, **names)
    record(ReasonDefined(reason_id=made.pk, key=made.key), by=actor.agent(by.pk))
    return made


@transaction.atomic
def rename_reason(reason: Reason, name_ko: str, name_en: str, by: Agent) -> None:
    """Call a reason something else; what was given it has the new name."""
    Reason.objects.filter(pk=reason.pk).update(**_names(name_ko, name_en))
    record(ReasonDefined(reason_id=reason.pk, key=reason.key), by=actor.agent(by.pk))


@transaction.atomic
def move_reason(reason: Reason, up: bool, by: Agent) -> bool:
    """A place further up or down among those it stands with. False when it is at the end."""
    row = list(Reason.objects.filter(parent=reason.parent_id, retired_at=None).select_for_update())
    at = next((place for place, one in enumerate(row) if one.pk == reason.pk), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(row):
        return False
    row.insert(to, row.pop(at))
    for place, one in enumerate(row):
        one.place = place
    Reason.objects.bulk_update(row, ["place"])
    record(ReasonDefined(reason_id=reason.pk, key=reason.key), by=actor.agent(by.pk))
    return True


@transaction.atomic
def retire_reason(reason: Reason, by: Agent, back: bool = False) -> bool:
    """Give it no more, or again (`back`); where it was given it stays. False when it is so already."""
    at = None if back else clock.now()
    changed = Reason.objects.filter(pk=reason.pk, retired_at__isnull=not back).update(retired_at=at)
    if changed:
        record(ReasonRetired(reason_id=reason.pk, key=reason.key, back=back), by=actor.agent(by.pk))
    return bool(changed)


def _names(name_ko: str, name_en: str) -> dict[str, str]:
    return {"name_ko": " ".join(name_ko.split())[:40], "name_en": " ".join(name_en.split())[:40]}
