from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from onmaru.people.models import Team

# In minutes: who has waited for longer does not sit before the chat any more.
LATEST = 120


class Queues(models.QuerySet["Queue"]):
    def giving(self) -> Self:
        return self.filter(gives=True)


class Queue(models.Model):
    """How what waits for a team, or without a team for everyone, finds its agents. A team without a row takes for itself."""

    if TYPE_CHECKING:
        team_id: int | None
        overflows_to_id: int | None

    team = models.OneToOneField(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="queue")
    # Whether conversations are given to agents; else agents take them.
    gives = models.BooleanField(default=False)
    # When more than so many wait, another team helps.
    limit = models.IntegerField(null=True, blank=True)
    # When somebody waits for longer than so many minutes, another team helps.
    patience = models.IntegerField(null=True, blank=True)
    # When nobody of the team is there, or it is shut, another team helps.
    helped_when_absent = models.BooleanField(default=False, db_default=False)
    # After so many minutes, or as soon as nobody is there, who chats is offered to be called or answered by e-mail; None: never.
    offers_after = models.IntegerField(null=True, blank=True)
    overflows_to = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Queues] = Queues.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team"], nulls_distinct=False, name="a_team_has_one_queue"),
            models.CheckConstraint(condition=Q(limit=None) | Q(limit__gte=0), name="the_limit_of_a_queue_is_not_negative"),
            models.CheckConstraint(condition=Q(patience=None) | Q(patience__gte=1), name="the_patience_of_a_queue_is_a_minute_or_more"),
            models.CheckConstraint(
                condition=Q(offers_after=None) | Q(offers_after__gte=1, offers_after__lte=LATEST),
                name="another_way_is_offered_while_somebody_waits",
            ),
            models.CheckConstraint(condition=Q(team=None) | ~Q(team=F("overflows_to")), name="a_team_does_not_help_itself"),
        ]
