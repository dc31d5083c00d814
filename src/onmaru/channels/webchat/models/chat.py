from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from onmaru.channels.webchat.models.visitor import Visitor
from onmaru.inbox.models import Conversation
from onmaru.kit.fields import EncryptedJSON

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.channels.webchat.models.line import Line


class Chats(models.QuerySet["Chat"]):
    def of_conversation(self, *numbers: int) -> Self:
        """Those whose messages stand in one of these conversations: its own, and those merged into it."""
        # As a list of conversations: "its own or merged into it" over both tables would read all chats there are.
        return self.filter(conversation__in=Conversation.objects.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers)).values("pk"))

    def last_written_first(self) -> Self:
        """Of several chats that were merged into one conversation, the one in which a visitor wrote last comes first."""
        from onmaru.channels.webchat.models.line import Line

        # Only what a visitor sends has a name that its sender gave it.
        theirs = Line.objects.filter(chat=OuterRef("pk"), sort=Line.Sort.CREATED).exclude(client_id="")
        return self.annotate(wrote=Subquery(theirs.order_by("-seq").values("pk")[:1])).order_by(F("wrote").desc(nulls_last=True), "-id")


class Chat(models.Model):
    """A conversation as its visitor sees it. There is one in the inbox from the first message on."""

    if TYPE_CHECKING:
        visitor_id: int
        conversation_id: int | None
        lines: RelatedManager["Line"]

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="chats")
    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # Its name in addresses, and its conversation's provider id.
    key = models.CharField(max_length=24, unique=True)
    # The same when the browser asks again for what it asked before.
    client_id = models.CharField(max_length=64)
    # Counts its lines without a gap: the row is locked from taking a number until that line is committed.
    last_seq = models.IntegerField(default=0)
    # Up to where each side has everything, and has looked at it.
    delivered_seq = models.IntegerField(default=0)
    read_seq = models.IntegerField(default=0)
    agent_read_seq = models.IntegerField(default=0)
    # What was filled in before, and what the shop's page said it is about.
    asked = EncryptedJSON(null=True, blank=True)
    created_at = models.DateTimeField()
    # The visitor ended it, or left it to be answered elsewhere.
    ended_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_how = models.CharField(max_length=5, blank=True, choices=[("email", "email"), ("phone", "phone")])
    left_address = models.CharField(max_length=254, blank=True)
    # They went before anybody answered, and left no way to be answered.
    abandoned_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Chats] = Chats.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visitor", "client_id"], name="a_visitor_begins_a_chat_once"),
            models.CheckConstraint(condition=Q(left_at=None, left_how="") | Q(left_at__isnull=False) & ~Q(left_how=""),
                                   name="who_left_said_how_to_be_answered"),
            models.CheckConstraint(condition=Q(read_seq__lte=F("last_seq")), name="nobody_has_read_what_is_not_written"),
        ]  # fmt: skip
        indexes = [models.Index("visitor", F("id").desc(), name="chats_of_a_visitor")]
