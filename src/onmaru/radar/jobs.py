from datetime import timedelta

from django.db.models import Exists, OuterRef

from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import waits_since
from onmaru.kit import clock
from onmaru.kit.jobs import every
from onmaru.people.queries import calendar_of
from onmaru.radar.actions.end_day import end_day
from onmaru.radar.actions.look_at import look_at
from onmaru.radar.actions.look_at_tray import look_at_tray
from onmaru.radar.missed import A_DAY
from onmaru.radar.models import Evening, Miss

AT_ONCE = 500
# Of an evening that nobody looked at until now it is not known what was left then.
LATE_AT_MOST = timedelta(hours=6)


@every("* * * * *")
def look_at_deliveries() -> None:
    """What arrived and became no message."""
    look_at_tray()


@every("*/5 * * * *")
def look_at_long_waits() -> None:
    """What nothing was promised for has no clock that would say it: the oldest of those who wait, by the index of those who wait."""
    open_ones = Conversation.objects.shown().filter(status=Conversation.Status.OPEN, deleted_at=None).alias(since=waits_since())
    known = Miss.objects.filter(conversation=OuterRef("pk"), since=OuterRef("customer_waiting_since"))
    long = open_ones.filter(~Exists(known), since__lte=clock.now() - A_DAY, due_at=None)
    look_at(long.order_by("since").values_list("pk", flat=True)[:AT_ONCE])


@every("*/5 * * * *")
def look_at_the_clock() -> None:
    """Business hours are over: what is left of the day is written down, and leads are told."""
    calendar, now = calendar_of(None), clock.now()
    today = now.astimezone(calendar.zone).date()
    for day in (today - timedelta(days=1), today):
        spans = [span.on(day, calendar.zone) for span in calendar.on(day)]
        if spans and spans[-1][1] <= now <= spans[-1][1] + LATE_AT_MOST and not Evening.objects.filter(pk=day).exists():
            end_day(day)
