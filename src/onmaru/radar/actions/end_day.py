from datetime import date

from django.db import transaction

from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.radar.events import DayEndedWithSomeLeft
from onmaru.radar.models import Duplicate, Evening, Miss


@transaction.atomic
def end_day(day: date) -> Evening | None:
    """Write down what is left of a day, and say so once for each team that something is left of. None when that was done."""
    missed, duplicates = Miss.objects.still_open(), Duplicate.objects.still_open()
    counts = {"missed": missed.count(), "duplicates": duplicates.count(), "looked_at": clock.now()}
    evening, is_new = Evening.objects.get_or_create(day=day, defaults=counts)
    if not is_new:
        return None
    left: dict[int | None, list[list[int]]] = {}
    for number, team in missed.exclude(conversation=None).order_by("since").values_list("conversation", "conversation__team"):
        left.setdefault(team, [[], []])[0].append(number)
    for number, team in duplicates.order_by("found_at").values_list("later", "later__team"):
        left.setdefault(team, [[], []])[1].append(number)
    for team, (of_missed, of_duplicates) in sorted(left.items(), key=lambda one: one[0] or 0):
        longest = [*of_missed, *of_duplicates][0]
        record(DayEndedWithSomeLeft(conversation_id=longest, team_id=team, missed=len(of_missed), duplicates=len(of_duplicates)))
    return evening
