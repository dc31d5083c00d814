from collections.abc import Iterable

from django.db import transaction

from onmaru.automation.events import ChecksChosen
from onmaru.automation.models import CheckChoice
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent


@transaction.atomic
def choose_checks(off: Iterable[str], by: Agent, own: bool = False) -> None:
    """Switch checks before sending off, all others on: for everybody, or for oneself alone."""
    names = sorted(set(off))
    agent = by if own else None
    CheckChoice.objects.filter(agent=agent).delete()
    CheckChoice.objects.bulk_create([CheckChoice(check_name=name, agent=agent) for name in names])
    if not own:
        record(ChecksChosen(off=names), by=actor.agent(by.pk))
