from typing import ClassVar, Self

from django.db import models

from onmaru.inbox.models import Dispatch, Message
from onmaru.people.models import Agent


class PassedChecks(models.QuerySet["PassedCheck"]):
    def of_sent(self) -> Self:
        """Without answers that were taken back before they left."""
        return self.exclude(message__dispatch__state=Dispatch.State.CANCELLED)


class PassedCheck(models.Model):
    """That an answer was sent although a check had found something in it, and said so."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    check_name = models.CharField(max_length=40)
    agent = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(db_index=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[PassedChecks] = PassedChecks.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "check_name"], name="a_check_is_passed_once_an_answer")]
