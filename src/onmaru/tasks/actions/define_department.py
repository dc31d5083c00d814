from collections.abc import Iterable

from django.db import IntegrityError, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.tasks.events import DepartmentDefined, DepartmentRetired
from onmaru.tasks.models import Department


class NameTaken(ValueError):
    """Another department is called so."""


def define_department(
    department: Department | None, by: Agent, name: str, email: str = "", members: Iterable[Agent] = (), hours_of: Team | None = None
) -> Department:
    """Make a department, or say how one is called and reached: an address that is gone has no link any more. Raises NameTaken."""
    row = department or Department(created_at=clock.now())
    # A shipped name that nobody changed goes on speaking its reader's language.
    row.name = "" if row.key and name == str(row) else " ".join(name.split())
    row.email, row.hours_of = email.strip().lower(), hours_of
    try:
        with transaction.atomic():
            row.save()
            row.members.set(members)
            record(DepartmentDefined(department_id=row.pk, called=str(row)), by=actor.agent(by.pk))
    except IntegrityError as error:
        raise NameTaken from error
    return row


@transaction.atomic
def retire_department(department: Department, by: Agent) -> bool:
    """Ask it no more; its links are worth nothing from now on. False when it was so."""
    if not Department.objects.in_use().filter(pk=department.pk).update(retired_at=clock.now()):
        return False
    record(DepartmentRetired(department_id=department.pk, called=str(department)), by=actor.agent(by.pk))
    return True
