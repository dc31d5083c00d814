from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onmaru.inbox.models.message import Message, nobody
from onmaru.inbox.models.side_thread import SideThread
from onmaru.people.models import Agent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.attachment import Attachment
    from onmaru.inbox.models.side_dispatch import SideDispatch


class SideMessage(models.Model):
    """A message of a side thread. Its own table: a flag on messages would show it to a customer when one filter is forgotten."""

    if TYPE_CHECKING:
        thread_id: int
        agent_id: int | None
        dispatch: "SideDispatch"
        attachments: RelatedManager["Attachment"]

    thread = models.ForeignKey(SideThread, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=3, choices=Message.Direction.choices)
    agent = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # How a machine's message is classed; empty for people's. See inbound.Machine.
    machine = models.CharField(max_length=20, blank=True)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # Of ours: the conversation's messages that go along. Of theirs: what they quote.
    quoted = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    # Which messages of the conversation were forwarded with it.
    forwarded = ArrayField(models.BigIntegerField(), default=list, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_handle = models.CharField(max_length=320, blank=True)
    # As Message.recipients.
    recipients = models.JSONField(default=nobody, blank=True)
    external_id = models.CharField(max_length=500, blank=True)
    # Of theirs the mail's fingerprint, of ours the press of a button.
    dedupe_key = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    delivery_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "dedupe_key"], condition=~Q(dedupe_key=""), name="a_side_message_is_filed_once_a_thread"
            ),
            models.CheckConstraint(condition=Q(direction__in=["in", "out"]), name="a_side_message_goes_in_or_out"),
        ]
        indexes = [
            models.Index(fields=["thread", "created_at", "id"], name="messages_of_a_side_thread"),
            models.Index(fields=["external_id"], name="side_messages_by_external_id", condition=~Q(external_id="")),
        ]

    @property
    def is_in(self) -> bool:
        return self.direction == Message.Direction.IN
