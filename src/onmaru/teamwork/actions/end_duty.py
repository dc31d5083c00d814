from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.teamwork.events import DutyEnded
from onmaru.teamwork.models import Duty


@transaction.atomic
def check(duty: Duty, how: Duty.How, found: str, by: Actor) -> bool:
    """Log that somebody looked, how, and what they found: the duty is kept. False when it had ended."""
    return _end(duty, Duty.Ended.CHECKED, by, how=how, found=found[:500])


@transaction.atomic
def confirm(duty: Duty, by: Actor = SYSTEM) -> bool:
    """The customer said that they were served: the duty is kept. False when it had ended."""
    return _end(duty, Duty.Ended.CONFIRMED, by)


@transaction.atomic
def drop(duty: Duty, by: Actor = SYSTEM) -> bool:
    """There is nothing left to look at. False when it had ended."""
    return _end(duty, Duty.Ended.DROPPED, by)


def _end(duty: Duty, ended: Duty.Ended, by: Actor, how: str = "", found: str = "") -> bool:
    now, author = clock.now(), by.id if by.kind == "agent" else None
    open_one = Duty.objects.still_open().filter(pk=duty.pk)
    if not open_one.update(ended=ended, ended_at=now, ended_by=author, how=how, found=found):
        return False
    record(DutyEnded(conversation_id=duty.conversation_id, duty_id=duty.pk, ended=ended.value, how=how), by=by)
    return True
