from collections.abc import Mapping

from django.db import transaction

from onmaru.closing.events import HabitsKept
from onmaru.closing.habits import Habits
from onmaru.closing.models import Habit
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent, Shop


@transaction.atomic
def keep_habits(wanted: Habits, by: Agent) -> None:
    """Set how the shop resolves, in the place of how it was."""
    # There may be no row yet that the second of two could wait for.
    list(Shop.objects.select_for_update(no_key=True).values_list("pk", flat=True))
    Habit.objects.all().delete()
    channels = sorted(wanted.asking | set(wanted.days_of_channels))
    rows = [Habit(demands_reason=wanted.demands_reason)]
    rows += [Habit(channel_id=one, asks=one in wanted.asking, days=_days(wanted.days_of_channels, one)) for one in channels]
    rows += [Habit(reason_id=one, days=days) for one, days in wanted.days_of_reasons.items()]
    Habit.objects.bulk_create(rows)
    following = len(wanted.days_of_channels) + len(wanted.days_of_reasons)
    kept = HabitsKept(demands_reason=wanted.demands_reason, asking=len(wanted.asking), following=following)
    record(kept, by=actor.agent(by.pk))


def _days(by_channel: Mapping[int, int], channel: int) -> int | None:
    return by_channel.get(channel) or None
