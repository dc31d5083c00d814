from django.db import transaction

from onmaru.events.actor import agent
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.radar.events import MissLetBe
from onmaru.radar.models import Miss


@transaction.atomic
def let_be(miss: Miss, by: Agent) -> bool:
    """Say that no answer is needed. False when it is over already."""
    marked = Miss.objects.still_open().filter(pk=miss.pk).update(ended_at=clock.now(), ended=Miss.Ended.LET_BE, ended_by=by)
    if marked and miss.conversation_id:
        record(MissLetBe(conversation_id=miss.conversation_id, miss_id=miss.pk), by=agent(by.pk))
    return bool(marked)


@transaction.atomic
def miss_again(miss: Miss) -> bool:
    """Take that back. False when it was not said."""
    of = Miss.objects.filter(pk=miss.pk, ended=Miss.Ended.LET_BE)
    return bool(of.update(ended_at=None, ended="", ended_by=None))
