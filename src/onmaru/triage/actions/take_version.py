from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.triage.events import VersionTaken
from onmaru.triage.models import Learnt


@transaction.atomic
def take_version(version: Learnt, by: Agent) -> None:
    """Use this version from now on, whatever the figures say."""
    if version == Learnt.objects.taken().first():
        return
    version.taken_at, version.taken_by = clock.now(), by
    version.save(update_fields=["taken_at", "taken_by"])
    record(VersionTaken(version_id=version.pk), by=actor.agent(by.pk))
