"""How the shop resolves, read at once: it is a handful of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onmaru.closing.models import Habit
from onmaru.inbox.models import Reason


@dataclass(frozen=True, slots=True)
class Habits:
    """`days` by channel and by reason: after how many the customer is asked whether it is still fine."""

    demands_reason: bool = True
    asking: frozenset[int] = frozenset()
    days_of_channels: Mapping[int, int] = field(default_factory=dict)
    days_of_reasons: Mapping[int, int] = field(default_factory=dict)

    @property
    def follow_up(self) -> bool:
        return any(self.days_of_channels.values()) or any(self.days_of_reasons.values())

    def days(self, channel: int, reason: Reason | None) -> int:
        """What a reason says counts more than what its group says, and that more than the channel; 0: nobody is asked."""
        for number in (reason.pk, reason.parent_id) if reason else ():
            if number is not None and number in self.days_of_reasons:
                return self.days_of_reasons[number]
        return self.days_of_channels.get(channel, 0)


def habits() -> Habits:
    rows = list(Habit.objects.all())
    of_shop = next((row for row in rows if row.channel_id is None and row.reason_id is None), None)
    return Habits(
        demands_reason=of_shop.demands_reason if of_shop else True,
        asking=frozenset(row.channel_id for row in rows if row.channel_id and row.asks),
        days_of_channels={row.channel_id: row.days for row in rows if row.channel_id and row.days},
        days_of_reasons={row.reason_id: row.days for row in rows if row.reason_id and row.days is not None},
    )
