"""Who is on shift now, and who could answer now."""

from collections.abc import Iterable
from datetime import datetime

from onmaru.people.models import Agent, Shifts


def off_shift(agents: Iterable[int], at: datetime) -> set[int]:
    """Of these agents, those who have shifts, none of them now. Who has none is never off."""
    return {row.agent_id for row in Shifts.objects.filter(agent__in=list(agents)) if not row.calendar.is_open(at)}  # pyright: ignore[reportAttributeAccessIssue]


def is_off_shift(agent: Agent, at: datetime) -> bool:
    """The same of one agent; many of them are read with `select_related("shifts")`."""
    return hasattr(agent, "shifts") and not agent.shifts.calendar.is_open(at)  # pyright: ignore[reportAttributeAccessIssue]


def is_there(agent: Agent, at: datetime) -> bool:
    """Whether somebody can be given something now: they said they are at work, and it is their shift."""
    return agent.is_active and agent.availability == Agent.Availability.WORK and not off_shift([agent.pk], at)
