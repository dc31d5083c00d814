from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from onmaru.kit import clock
from onmaru.tasks.models.department import Department


class TaskLinks(models.QuerySet["TaskLink"]):
    def living(self) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=clock.now())


class TaskLink(models.Model):
    """That an address has the link to a department's tasks, or to those it was asked itself. The link is signed; this row ends it."""

    if TYPE_CHECKING:
        department_id: int | None

    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    handle = models.EmailField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[TaskLinks] = TaskLinks.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "handle"], nulls_distinct=False, condition=Q(revoked_at=None), name="an_address_has_one_link"
            )
        ]

    @property
    def is_alive(self) -> bool:
        """Whoever left a department has no link to it, whatever is in their mailbox."""
        if self.revoked_at or self.expires_at <= clock.now():
            return False
        return self.department is None or self.handle in self.department.handles
