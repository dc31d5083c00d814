from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.radar.events import MissFound
from onmaru.radar.gather import facts_of
from onmaru.radar.missed import Cause, missed
from onmaru.radar.models import Miss

AT_ONCE = 200


def look_at(conversations: Iterable[int]) -> None:
    """Find out from the facts which of these were missed, and which no longer are."""
    numbers = sorted(set(conversations))
    for start in range(0, len(numbers), AT_ONCE):
        _look_at(numbers[start : start + AT_ONCE])


@transaction.atomic
def _look_at(numbers: list[int]) -> None:
    # Held, so that of two looks the second one sees what the first one wrote.
    rows = Conversation.objects.filter(pk__in=numbers)
    held = list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    now = clock.now()
    found = {number: missed(facts, now) for number, facts in facts_of(rows.filter(pk__in=held)).items()}
    known: dict[tuple[int | None, datetime], Miss] = {}
    since = [verdict[1] for verdict in found.values() if verdict]
    for miss in Miss.objects.filter(conversation__in=held).filter(Q(ended_at=None) | Q(since__in=since)):
        known[miss.conversation_id, miss.since] = miss
    for number, verdict in found.items():
        if verdict:
            _note(number, *verdict, known.pop((number, verdict[1]), None), now)
    over = [miss.pk for miss in known.values() if miss.ended_at is None]
    Miss.objects.filter(pk__in=over).update(ended_at=now, ended=Miss.Ended.SEEN_TO)


def _note(number: int, cause: Cause, since: datetime, known: Miss | None, now: datetime) -> None:
    if known is None:
        made = Miss.objects.create(conversation_id=number, cause=cause, since=since, found_at=now)
        record(MissFound(conversation_id=number, miss_id=made.pk, cause=cause.value))
    # What somebody let be stays so for as long as this wait lasts.
    elif known.ended != Miss.Ended.LET_BE and (known.ended_at or known.cause != cause):
        Miss.objects.filter(pk=known.pk).update(cause=cause, ended_at=None, ended="", ended_by=None)
