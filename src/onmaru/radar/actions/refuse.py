from django.db import transaction

from onmaru.events.actor import agent
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.radar.events import DuplicateRefused
from onmaru.radar.models import Duplicate


@transaction.atomic
def refuse(pair: Duplicate, by: Agent) -> bool:
    """Say that the two are different matters; they are never shown as a pair again. False when the pair is over already."""
    said = {"ended_at": clock.now(), "ended": Duplicate.Ended.REFUSED, "ended_by": by}
    marked = Duplicate.objects.still_open().filter(pk=pair.pk).update(**said)
    if marked:
        record(DuplicateRefused(conversation_id=pair.later_id, duplicate_id=pair.pk, other_id=pair.earlier_id), by=agent(by.pk))
    return bool(marked)


@transaction.atomic
def suspect_again(pair: Duplicate) -> bool:
    """Take that back. False when it was not said."""
    of = Duplicate.objects.filter(pk=pair.pk, ended=Duplicate.Ended.REFUSED)
    return bool(of.update(ended_at=None, ended="", ended_by=None))
