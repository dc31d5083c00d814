from zoneinfo import ZoneInfo

from django.db.models import Max

from onmaru.inbox.models import Presence
from onmaru.kit import clock
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.attendance import AWAY, UNSEEN, Stretch, becomes
from onmaru.people.models import Agent, Availability, Shop


def look_who_is_there() -> int:
    """Make true what can be seen: who looks at the desk is at work, whose tabs are gone is away. Gives how many changed."""
    now, shop = clock.now(), Shop.objects.first()
    zone = ZoneInfo(shop.time_zone if shop else "Asia/Seoul")
    seen = dict(Presence.objects.fresh().values_list("agent").annotate(Max("at")).values_list("agent", "at__max"))
    going_on = {row.agent_id: row for row in Availability.objects.going_on().filter(agent__is_active=True)}
    answering = Agent.objects.filter(is_active=True, pk__in=[*seen, *going_on]).exclude(role=Agent.Role.LIGHT)
    changed = 0
    for agent in answering:
        row = going_on.get(agent.pk)
        stretch = Stretch(row.state, row.away_for, row.by_id is None, row.began_at, row.seen_at) if row else None
        if state := becomes(stretch, agent.pk in seen, now, zone):
            changed += change_availability(agent, state, UNSEEN if state == AWAY else "")
    # Only to the minute, so that looking on writes a row as seldom as it can.
    going_on_unseen = (
        Availability.objects.going_on().filter(agent__in=list(seen)).exclude(seen_at__gte=now.replace(second=0, microsecond=0))
    )
    going_on_unseen.update(seen_at=now)
    return changed
