from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.events import AvailabilityChanged
from onmaru.people.models import Agent, Availability

State, AwayFor = Agent.Availability, Agent.AwayFor


@transaction.atomic
def change_availability(agent: Agent, state: str, away_for: str = "", by: Agent | None = None) -> bool:
    """Say that an agent is at work, away for something, or at home. False when that was said before. `by` None: the product saw it."""
    away_for = (away_for or AwayFor.OTHER) if state == State.AWAY else ""
    row = Agent.objects.select_for_update(no_key=True).get(pk=agent.pk)
    before, now = row.availability, clock.now()
    agent.availability, agent.away_for = State(state), away_for
    stretch = Availability.objects.going_on().filter(agent=row).first()
    if stretch and (stretch.state, stretch.away_for) == (state, away_for):
        return False
    seen_at = now if by is not None and by.pk == agent.pk else stretch.seen_at if stretch else None
    if stretch:
        Availability.objects.filter(pk=stretch.pk).update(ended_at=now)
    Availability.objects.create(agent=row, state=state, away_for=away_for, began_at=now, by=by, seen_at=seen_at)
    Agent.objects.filter(pk=row.pk).update(availability=state, away_for=away_for)
    by_whom = actor.agent(by.pk) if by else actor.SYSTEM
    record(AvailabilityChanged(agent_id=row.pk, state=state, away_for=away_for, before=before), by=by_whom)
    return True
