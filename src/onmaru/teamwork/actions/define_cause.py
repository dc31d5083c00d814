from django.db import transaction
from django.db.models import Max

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.teamwork.events import CauseDefined, CauseRetired
from onmaru.teamwork.models import Cause


@transaction.atomic
def define_cause(name_ko: str, name_en: str, by: Agent, cause: Cause | None = None) -> Cause:
    """Make a cause, last of all, or call one something else."""
    names = {"name_ko": " ".join(name_ko.split())[:20], "name_en": " ".join(name_en.split())[:30]}
    if cause is None:
        last = Cause.objects.aggregate(last=Max("place"))["last"]
        cause = Cause.objects.create(place=0 if last is None else last + 1, **names)
    else:
        Cause.objects.filter(pk=cause.pk).update(**names)
    record(CauseDefined(cause_id=cause.pk, called=names["name_ko"]), by=actor.agent(by.pk))
    return cause


@transaction.atomic
def retire_cause(cause: Cause, by: Agent, back: bool = False) -> bool:
    """Offer it no more, or again (`back`); where it was given it stays. False when it is so already."""
    changed = Cause.objects.filter(pk=cause.pk, retired_at__isnull=not back).update(retired_at=None if back else clock.now())
    if changed:
        record(CauseRetired(cause_id=cause.pk, back=back), by=actor.agent(by.pk))
    return bool(changed)
