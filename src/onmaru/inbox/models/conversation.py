from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import DateTimeField, F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onmaru.customers.models import Customer
from onmaru.inbox.models.channel import Channel
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.draft import Draft
    from onmaru.inbox.models.episode import Episode
    from onmaru.inbox.models.message import Message
    from onmaru.inbox.models.note import Note
    from onmaru.inbox.models.participant import Participant
    from onmaru.inbox.models.side_thread import SideThread
    from onmaru.inbox.models.tag import Tagging

_NEWEST_FIRST = ["-last_activity_at", "-id"]
# What lists hold.
_SHOWN = Q(spam_marked_at=None, merged_into=None, deleted_at=None)


def falls_due() -> Func:
    """When the next thing is owed, as `waits_since`: at the end of time where nothing is."""
    return Func(F("due_at"), template="COALESCE(%(expressions)s, 'infinity'::timestamptz)", output_field=DateTimeField())


def no_fields() -> dict[str, str | float | bool]:
    return {}


def waits_since() -> Func:
    """Since when somebody waits; for whom nobody waits, at the end of time: so that one index orders, bounds and counts who waits."""
    return Func(F("customer_waiting_since"), template="COALESCE(%(expressions)s, 'infinity'::timestamptz)", output_field=DateTimeField())


class Conversations(models.QuerySet["Conversation"]):
    def visible_to(self, agent: Agent) -> Self:
        """What an agent may see: all for leads and up; else one's own, one's teams', and what no team has. Nobody sees what is deleted."""
        if not agent.is_active:
            return self.none()
        kept = self.filter(deleted_at=None)
        if agent.may(Permission.SEE_ALL):
            return kept
        return kept.filter(Q(team=None) | Q(team__in=agent.teams.values("pk")) | Q(assignee=agent))

    def shown(self) -> Self:
        """Neither spam nor merged into another."""
        return self.filter(spam_marked_at=None, merged_into=None)

    def deleted(self) -> Self:
        return self.exclude(deleted_at=None)

    def spam(self) -> Self:
        return self.filter(merged_into=None).exclude(spam_marked_at=None)

    def newest_first(self) -> Self:
        return self.order_by(*_NEWEST_FIRST)

    def in_one_with(self, *numbers: int) -> Self:
        """These, and what was merged into them."""
        return self.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers))

    def of_person(self, customer: Customer) -> Self:
        return self.filter(customer__in=Customer.objects.same_person_as(customer).values("pk"))


class Conversation(models.Model):
    """One thread with one customer, from the first message to the resolution, maybe several episodes. Its number is its id."""

    if TYPE_CHECKING:
        channel_id: int
        customer_id: int
        team_id: int | None
        assignee_id: int | None
        merged_into_id: int | None
        spam_marked_by_id: int | None
        deleted_by_id: int | None
        messages: RelatedManager["Message"]
        notes: RelatedManager["Note"]
        episodes: RelatedManager["Episode"]
        participants: RelatedManager["Participant"]
        taggings: RelatedManager["Tagging"]
        drafts: RelatedManager["Draft"]
        side_threads: RelatedManager["SideThread"]

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        SNOOZED = "snoozed", _("Snoozed")
        RESOLVED = "resolved", _("Resolved")

    class Priority(models.IntegerChoices):
        LOW = 0, pgettext_lazy("priority", "Low")
        NORMAL = 1, pgettext_lazy("priority", "Normal")
        HIGH = 2, pgettext_lazy("priority", "High")
        URGENT = 3, pgettext_lazy("priority", "Urgent")

    class WakesOn(models.TextChoices):
        """What of the customer's side ends a snooze before its time."""

        ANSWER = "answer", _("Any answer")
        QUESTION = "question", _("An answer that asks something")
        ATTACHMENT = "attachment", _("An answer with a file")
        TIME = "time", _("Nothing but the time")

    class DueFor(models.TextChoices):
        FIRST = "first", _("First answer")
        NEXT = "next", _("Next answer")
        RESOLUTION = "resolution", _("Resolution")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="conversations")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="conversations")
    subject = models.CharField(_("Subject"), max_length=250, blank=True)
    # The subject as threading compares it; empty when it says nothing ("문의", "hello").
    thread_subject = models.CharField(max_length=250, blank=True)
    # What the provider calls it, where customers choose the conversation that they write in.
    provider_id = models.CharField(max_length=100, blank=True, default="", db_default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="conversations")
    assignee = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="conversations")
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.NORMAL, db_default=Priority.NORMAL)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField()
    last_activity_at = models.DateTimeField()
    # Since when the customer has been waiting for us; None while we wait for them. A fact, not a status.
    customer_waiting_since = models.DateTimeField(null=True, blank=True)
    # Since when an answer of ours has not arrived and nobody has seen to it; kept by what moves dispatches.
    undelivered_since = models.DateTimeField(null=True, blank=True)
    # An outsider answered in a side thread then, and no agent has looked since.
    outsider_answered_at = models.DateTimeField(null=True, blank=True)
    # What we owe next and by when, and from when that is soon; worked out above, and kept here for lists.
    due_at = models.DateTimeField(null=True, blank=True)
    due_soon_at = models.DateTimeField(null=True, blank=True)
    due_for = models.CharField(max_length=10, choices=DueFor.choices, blank=True, default="", db_default="")
    snoozed_until = models.DateTimeField(null=True, blank=True)
    wakes_on = models.CharField(max_length=10, choices=WakesOn.choices, default=WakesOn.ANSWER, db_default=WakesOn.ANSWER)
    spam_marked_at = models.DateTimeField(null=True, blank=True)
    spam_marked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Hidden at once, kept for a while so that it can be brought back, then purged.
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    # Of the last message, so that a list needs no look at messages.
    preview = models.CharField(max_length=160, blank=True)
    message_count = models.IntegerField(default=0)
    has_attachments = models.BooleanField(default=False)
    # Values of custom fields by `CustomField.key`; a field without a value is not in it.
    fields = models.JSONField(default=no_fields, db_default=Value({}, models.JSONField()), blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Conversations] = Conversations.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "provider_id"], condition=~Q(provider_id=""), name="a_provider_has_one_conversation_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(status="snoozed", snoozed_until__isnull=False) | (~Q(status="snoozed") & Q(snoozed_until=None)),
                name="a_snoozed_conversation_knows_when_it_wakes",
            ),
            models.CheckConstraint(
                condition=Q(wakes_on="answer") | Q(wakes_on__in=["question", "attachment", "time"], status="snoozed"),
                name="only_a_snoozed_conversation_is_choosy_about_waking",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "snoozed", "resolved"]), name="a_conversation_has_one_of_three_statuses"
            ),
            models.CheckConstraint(condition=Q(priority__range=(0, 3)), name="a_conversation_has_one_of_four_priorities"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="a_conversation_is_not_merged_into_itself"),
            models.CheckConstraint(
                condition=~Q(status="resolved") | Q(customer_waiting_since=None), name="nobody_waits_in_a_resolved_conversation"
            ),
            models.CheckConstraint(
                condition=Q(due_at=None, due_soon_at=None, due_for="")
                | Q(due_at__isnull=False, due_soon_at__isnull=False, due_for__in=["first", "next", "resolution"]),
                name="what_is_due_says_what_for",
            ),
        ]
        # Views count up to a thousand of each: with what decides who may see a conversation inside the index, no row has to be visited.
        indexes = [
            models.Index(
                fields=["status", "-last_activity_at", "-id"],
                include=["team", "assignee"],
                name="conversations_by_status",
                condition=_SHOWN,
            ),
            models.Index(
                fields=["assignee", "status", "-last_activity_at", "-id"],
                include=["team"],
                name="conversations_by_assignee",
                condition=_SHOWN,
            ),
            models.Index(
                fields=["team", "status", "-last_activity_at", "-id"],
                include=["assignee"],
                name="conversations_by_team",
                condition=_SHOWN,
            ),
            models.Index(
                fields=["channel", "status", "-last_activity_at", "-id"],
                include=["team", "assignee"],
                name="conversations_by_channel",
                condition=_SHOWN,
            ),
            models.Index(fields=["-last_activity_at", "-id"], include=["team", "assignee"], name="conversations_all", condition=_SHOWN),
            models.Index(
                fields=["-last_activity_at", "-id"],
                include=["team", "assignee"],
                name="conversations_spam",
                condition=Q(spam_marked_at__isnull=False, merged_into=None, deleted_at=None),
            ),
            # What is ordered otherwise. Mostly work, which is open; but whoever orders what is resolved waits for it, too.
            models.Index("status", waits_since(), "id", name="conversations_waiting", condition=_SHOWN),
            models.Index("status", falls_due(), "id", name="conversations_falling_due", condition=_SHOWN),
            models.Index(
                fields=["status", "-priority", "-last_activity_at", "-id"],
                name="conversations_by_priority",
                condition=_SHOWN,
            ),
            models.Index(fields=["status", "created_at", "id"], name="conversations_by_creation", condition=_SHOWN),
            models.Index(
                F("last_activity_at").desc(), F("id").desc(), name="conversations_undelivered", condition=Q(undelivered_since__isnull=False)
            ),
            GinIndex(fields=["fields"], name="conversations_by_field", condition=~Q(fields={})),
            models.Index("customer", F("last_activity_at").desc(), name="conversations_of_a_customer"),
            models.Index("snoozed_until", name="conversations_to_wake", condition=Q(status="snoozed")),
            models.Index(F("deleted_at").desc(), F("id").desc(), name="conversations_deleted", condition=Q(deleted_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_spam(self) -> bool:
        return self.spam_marked_at is not None
