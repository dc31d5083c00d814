from datetime import datetime

from django.db import transaction

from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.notices.models import Notice
from onmaru.people.models import Agent


@transaction.atomic
def read_conversation(by: Agent, conversation_id: int) -> int:
    """What an agent was told of a conversation they now look at is read."""
    return _read(by, conversation=conversation_id)


@transaction.atomic
def read_all(by: Agent, until: datetime) -> int:
    """All that an agent was told up to a moment is read; what came after it was not on their screen."""
    return _read(by, at__lte=until)


def _read(by: Agent, **which: object) -> int:
    count = Notice.objects.filter(agent=by, read_at=None, **which).update(read_at=clock.now())
    if count:
        announce(("notices", by.pk))
    return count
