from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from onmaru.inbox.models.conversation import Conversation
from onmaru.inbox.models.draft import Draft
from onmaru.kit import clock
from onmaru.people.models import Agent

# A tab says every 25 seconds that somebody is before it. One that crashed is forgotten after this.
FRESH = timedelta(seconds=60)


class Presences(models.QuerySet["Presence"]):
    def fresh(self) -> Self:
        return self.filter(left_at=None, at__gte=clock.now() - FRESH)


class Presence(models.Model):
    """One visible tab of the desk with somebody before it: which conversation it shows, and what is being written there.

    The table is unlogged: after a crash of the database nobody is there until their tabs say so again.
    """

    if TYPE_CHECKING:
        agent_id: int
        conversation_id: int | None

    tab = models.CharField(max_length=40, primary_key=True)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, related_name="presences")
    writing = models.CharField(max_length=5, blank=True, choices=Draft.Purpose.choices)
    # A tab numbers what it says. A goodbye stays for a while, so that an earlier word that arrives after it is known to be old.
    word = models.IntegerField(default=0, db_default=0)
    left_at = models.DateTimeField(null=True, blank=True)
    # Not indexed, so that saying "still here" touches no index. The table has as many rows as there are open tabs.
    at = models.DateTimeField()

    objects: ClassVar[Presences] = Presences.as_manager()  # pyright: ignore[reportAssignmentType]


class Hold(models.Model):
    """Where a shop wants one answer at a time: who is writing it, and until when nobody else may send."""

    if TYPE_CHECKING:
        agent_id: int

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, primary_key=True, related_name="hold")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
