from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onmaru.customers.models import Identity
from onmaru.inbox.models.channel import Channel
from onmaru.inbox.models.conversation import Conversation
from onmaru.inbox.models.episode import Episode
from onmaru.people.models import Agent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.attachment import Attachment
    from onmaru.inbox.models.dispatch import Dispatch


def nobody() -> dict[str, list[list[str]]]:
    return {}


class Messages(models.QuerySet["Message"]):
    def known_to(self, channel: Channel) -> Self:
        """What went or came by a channel: also what was written in another one and left by this."""
        return self.filter(Q(channel=channel) | Q(dispatch__via=channel))


class Message(models.Model):
    """What the customer can see: theirs to us (in) or ours to them (out). In the order in which we got or wrote it."""

    if TYPE_CHECKING:
        conversation_id: int
        episode_id: int
        channel_id: int
        identity_id: int | None
        agent_id: int | None
        dispatch: "Dispatch"
        attachments: RelatedManager["Attachment"]

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="messages")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    identity = models.ForeignKey(Identity, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages")
    agent = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages")
    # Written by the product (an acknowledgement), not by a person.
    automatic = models.BooleanField(default=False)
    # How a machine's message is classed; empty for people's. See inbound.Machine.
    machine = models.CharField(max_length=20, blank=True)
    subject = models.TextField(blank=True)
    # The new text; what it quotes and how it is signed stand beside it, folded on screen.
    text = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    signature = models.TextField(blank=True)
    html = models.TextField(blank=True)
    # Cards, quick replies or a form, as `rich.to_json` makes it; what the text says in words. Never changed.
    rich = models.JSONField(null=True, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender_handle = models.CharField(max_length=320, blank=True)
    # {"to": [[handle, name], …], "cc": […], "more": n} where there were too many to keep.
    recipients = models.JSONField(default=nobody, blank=True)
    # The provider's id (for mail, Message-ID). Not unique: senders reuse and forge them; `dedupe_key` is.
    external_id = models.CharField(max_length=500, blank=True)
    dedupe_key = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    # Where the channel allows it, whoever wrote it may correct it or take it back; then the text is the new one, or none.
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # When it was found to be abusive towards whoever reads it: it stands folded since, for agents who want that.
    folded_at = models.DateTimeField(null=True, blank=True)
    # The raw payload it was made from; a plain number because deliveries live above.
    delivery_id = models.BigIntegerField(null=True, blank=True)
    warnings = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    # How it was filed: token, reply, references, subject, new, detached, merged, by_hand.
    filed_by = models.CharField(max_length=20, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Messages] = Messages.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "dedupe_key"], condition=~Q(dedupe_key=""), name="a_message_is_filed_once_a_channel"
            ),
            models.CheckConstraint(condition=Q(direction__in=["in", "out"]), name="a_message_goes_in_or_out"),
        ]
        indexes = [
            models.Index(fields=["conversation", "created_at", "id"], name="messages_of_a_conversation"),
            models.Index(fields=["external_id"], name="messages_by_external_id", condition=~Q(external_id="")),
        ]

    @property
    def is_in(self) -> bool:
        return self.direction == self.Direction.IN

    @property
    def is_of_customer(self) -> bool:
        """A person wrote it to us, not a machine."""
        return self.is_in and not self.machine
