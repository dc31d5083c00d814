"""Who is accountable for a conversation: exactly one, at all times. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Because(StrEnum):
    ASSIGNED = "assigned"
    DUTY = "duty"
    LEAD_ON_SHIFT = "lead_on_shift"
    LEAD = "lead"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may answer and is at work. `leads`: the conversation's team. `owns`: the shop."""

    number: int
    leads: bool = False
    on_shift: bool = False
    owns: bool = False


class Nobody(ValueError):
    """A shop has an owner; without one nobody can be accountable."""


def accountable(assignee: int | None, duty_owner: int | None, people: Iterable[Person]) -> tuple[int, Because]:
    """The assignee; else whoever gave it away and still owes a look; else the team's lead, on shift first; else the shop's owner.

    Who is not among `people` has left, and is accountable for nothing. Of several the one who has been here longest.
    """
    here = sorted(people, key=lambda one: one.number)
    numbers = {one.number for one in here}
    choices = [
        ([assignee], Because.ASSIGNED),
        ([duty_owner], Because.DUTY),
        ([one.number for one in here if one.leads and one.on_shift], Because.LEAD_ON_SHIFT),
        ([one.number for one in here if one.leads], Because.LEAD),
        ([one.number for one in here if one.owns], Because.OWNER),
    ]
    for candidates, because in choices:
        for number in candidates:
            if number in numbers and number is not None:
                return number, because
    raise Nobody
