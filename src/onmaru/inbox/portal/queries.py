"""What a customer may see of their inquiries. Everything the portal shows begins here."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left

from onmaru.customers.models import Customer, Identity
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.portal import promises
from onmaru.inbox.portal.progress import Facts, Progress, progress
from onmaru.inbox.thread import final
from onmaru.kit import clock

PAGE = 20
MESSAGES = 50


@dataclass(frozen=True, slots=True)
class Inquiry:
    conversation: Conversation
    progress: Progress

    @property
    def subject(self) -> str:
        return self.conversation.subject or getattr(self.conversation, "asked", "")


def open_to(person: Identity | None, linked: Iterable[int]) -> Conversations:
    """The conversations of a person, and those whose link was followed. Nobody sees what is deleted, spam, or part of another."""
    mine = Q(pk__in=list(linked))
    if person:
        mine |= Q(customer__in=Customer.objects.same_person_as(person.customer).values("pk"))
    return Conversation.objects.shown().filter(mine, deleted_at=None)


def shown(conversations: Conversations) -> Conversations:
    """With what a line needs. Never the preview, which may be of an answer that has not left."""
    theirs = Message.objects.filter(conversation=OuterRef("pk"), direction=Message.Direction.IN, machine="").order_by("created_at", "id")
    rows = conversations.select_related("team", "customer").annotate(
        answered=Exists(answers().filter(conversation=OuterRef("pk"))),
        asked=Coalesce(Left(Subquery(theirs.values("text")[:1]), 120), Value(""), output_field=CharField()),
    )
    return rows.only("subject", "status", "team__name", "customer", "assignee_id", "channel_id", "language", "created_at",
                     "last_activity_at", "customer_waiting_since")  # fmt: skip


def goes_on_in(number: int) -> int:
    """The number under which an inquiry is found: its own, or that of the one into which it was merged, if both are of one person."""
    conversation = Conversation.objects.select_related("customer", "merged_into").filter(pk=number).first()
    if conversation is None:
        return number
    target = final(conversation)
    person = Customer.objects.same_person_as(conversation.customer)
    return target.pk if person.filter(pk=target.customer_id).exists() else number


def page(conversations: Conversations, before: str = "") -> tuple[list[Inquiry], str]:
    """Newest first, and what to ask for the next page with; empty where there is none."""
    if place := _place(before):
        at, number = place
        conversations = conversations.filter(Q(last_activity_at__lt=at) | Q(last_activity_at=at, pk__lt=number))
    rows = list(shown(conversations).newest_first()[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    more = base64.urlsafe_b64encode(f"{last.last_activity_at.isoformat()} {last.pk}".encode()).decode() if last else ""
    return inquiries(rows[:PAGE]), more


def inquiries(rows: list[Conversation]) -> list[Inquiry]:
    promised, now = promises.of(row.pk for row in rows), clock.now()
    return [Inquiry(row, progress(_facts(row), promised.get(row.pk), now)) for row in rows]


def answers() -> QuerySet[Message]:
    """What a person of us has said and has left."""
    return _out().filter(automatic=False)


def messages(conversation: Conversation, before: int = 0) -> tuple[list[Message], bool]:
    """What was said, oldest first, and whether more was said before."""
    rows = visible(conversation).defer("html", "quoted", "signature").prefetch_related("attachments")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: MESSAGES + 1])
    return sorted(found[:MESSAGES], key=lambda one: (one.created_at, one.pk)), len(found) > MESSAGES


def visible(conversation: Conversation) -> QuerySet[Message]:
    """Nothing that waits to leave, was taken back, or came from somebody else than this customer.

    Nor what we answered, to an address that was only typed, after somebody else wrote here: it may be theirs, and so may the words.
    """
    person = Customer.objects.same_person_as(conversation.customer).values("pk")
    incoming = Q(direction=Message.Direction.IN, machine="")
    theirs = incoming & (Q(identity__customer__in=person) | Q(identity=None))
    others = Message.objects.filter(incoming, conversation=conversation, identity__isnull=False, created_at__lt=OuterRef("created_at"))
    to_them = Q(dispatch__via=None) | Q(dispatch__via_handle__in=Identity.objects.filter(customer__in=person).values("handle"))
    left = _out().filter(to_them | ~Exists(others.exclude(identity__customer__in=person)), conversation=conversation)
    ours = Q(pk__in=left.values("pk"))
    return Message.objects.filter(theirs | ours, conversation=conversation)


def _out() -> QuerySet[Message]:
    left = Q(dispatch=None) | Q(dispatch__state__in=[Dispatch.State.SENT, Dispatch.State.BOUNCED])
    return Message.objects.filter(left, direction=Message.Direction.OUT, machine="")


def _facts(row: Conversation) -> Facts:
    return Facts(
        resolved=row.status == Conversation.Status.RESOLVED,
        answered=getattr(row, "answered", False),
        taken=row.assignee_id is not None,
        waits=row.customer_waiting_since is not None,
    )


def _place(before: str) -> tuple[datetime, int] | None:
    try:
        at, number = base64.urlsafe_b64decode(before).decode().split(" ")
        moment = clock.read(at)
        return (moment, int(number)) if moment else None
    except (ValueError, UnicodeDecodeError):
        return None
