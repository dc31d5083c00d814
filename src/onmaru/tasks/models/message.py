from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Note
from onmaru.people.models import Agent
from onmaru.tasks.models.link import TaskLink
from onmaru.tasks.models.task import Task


class TaskMessage(models.Model):
    """Words in a task: theirs, which stand as a note in the conversation too (with their files), or what we added."""

    if TYPE_CHECKING:
        task_id: int
        link_id: int | None
        note_id: int | None

    class Kind(models.TextChoices):
        ANSWER = "answer", _("Answer")
        NEED_MORE = "need_more", _("Question to us")
        DONE = "done", _("Done")
        OURS = "ours", _("From us")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    agent = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    link = models.ForeignKey(TaskLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages")
    said_by = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    note = models.OneToOneField(Note, on_delete=models.SET_NULL, null=True, blank=True, related_name="of_task")
    once = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "once"], condition=~Q(once=""), name="words_in_a_task_are_said_once_for_a_key")
        ]
        indexes = [models.Index(fields=["link", "at"], name="words_by_link", condition=Q(link__isnull=False))]

    @property
    def is_ours(self) -> bool:
        return self.kind == self.Kind.OURS
