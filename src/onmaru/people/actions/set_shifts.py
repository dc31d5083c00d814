from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.actions.set_hours import Week
from onmaru.people.events import ShiftsDropped, ShiftsSet
from onmaru.people.models import Agent, Shifts, Shop


@transaction.atomic
def set_shifts(agent: Agent, week: Week, holidays: str, by: Agent, days: dict[str, list[list[str]]] | None = None) -> None:
    """Say when somebody works."""
    shop = Shop.objects.first()
    zone = {"time_zone": shop.time_zone} if shop else {}
    Shifts.objects.update_or_create(agent=agent, defaults={"week": week, "holidays": holidays, "days": days or {}, **zone})
    record(ShiftsSet(agent_id=agent.pk), by=actor.agent(by.pk))


@transaction.atomic
def drop_shifts(agent: Agent, by: Agent) -> None:
    """Let somebody work whenever they say that they are at work."""
    if Shifts.objects.filter(agent=agent).delete()[0]:
        record(ShiftsDropped(agent_id=agent.pk), by=actor.agent(by.pk))
