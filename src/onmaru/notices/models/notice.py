from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from onmaru.inbox.models import Conversation
from onmaru.notices.kinds import OWED, Kind
from onmaru.people.models import Agent
from onmaru.people.roles import Permission


class Notices(models.QuerySet["Notice"]):
    def of(self, agent: Agent) -> Self:
        """An agent's own, as long as they may see the conversation, or owe a look at it."""
        mine = self.filter(agent=agent)
        if agent.may(Permission.SEE_ALL):
            return mine
        return mine.filter(Q(kind__in=OWED) | Q(conversation__in=Conversation.objects.visible_to(agent).values("pk")))

    def in_app(self) -> Self:
        return self.filter(in_app=True)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One agent is told of one thing that happened."""

    if TYPE_CHECKING:
        agent_id: int
        conversation_id: int

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notices")
    # The line of the log that it is about. A plain number: logs outlive what they speak of.
    event_id = models.BigIntegerField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    # Of how many other conversations the same is said with it: much at once is told once.
    further = models.IntegerField(default=0, db_default=0)
    # Whether it is listed on the desk; others are there for their push or their mail.
    in_app = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    pushed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    wants_mail = models.BooleanField(default=False)

    objects: ClassVar[Notices] = Notices.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "event_id", "kind"], name="an_agent_is_told_once")]
        indexes = [
            models.Index(fields=["agent", "-at", "-id"], name="notices_of_an_agent"),
            models.Index(fields=["agent", "conversation"], name="notices_unread", condition=Q(read_at=None)),
            models.Index(fields=["agent", "pushed_at"], name="notices_pushed", condition=Q(pushed_at__isnull=False)),
        ]
