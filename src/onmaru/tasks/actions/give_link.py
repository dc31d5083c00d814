from datetime import timedelta

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.tasks.events import TaskLinkRevoked
from onmaru.tasks.models import Department, TaskLink

# Each mail with it lets it live as long again.
LASTS = timedelta(days=30)


@transaction.atomic
def give_link(department: Department | None, handle: str) -> TaskLink:
    """The one link of an address, made or let live on."""
    now = clock.now()
    link, _made = TaskLink.objects.get_or_create(
        department=department, handle=handle.lower(), revoked_at=None, defaults={"made_at": now, "expires_at": now + LASTS}
    )
    TaskLink.objects.filter(pk=link.pk).update(expires_at=now + LASTS)
    link.expires_at = now + LASTS
    return link


@transaction.atomic
def revoke_link(link: TaskLink, by: Agent) -> bool:
    """End a link at once; the next task's mail brings another. False when it was ended."""
    if not TaskLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=clock.now()):
        return False
    record(TaskLinkRevoked(link_id=link.pk, department_id=link.department_id), by=actor.agent(by.pk))
    return True
