"""Conversations, messages, notes and words with outsiders as entries of a person's timeline: those that the agent may see."""

from typing import TypeVar

from django.db.models import F, Model, QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.customers.models import Customer
from onmaru.customers.timeline import Entry, Place, source
from onmaru.inbox.models import Conversation, Message, Note, SideMessage
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.writing import one_line
from onmaru.people.models import Agent

# Of a message only the first words are read: some are as long as books.
READ, SHOWN = 400, 160
Row = TypeVar("Row", bound=Model)


def _of_person(agent: Agent, customer: Customer) -> Conversations:
    return Conversation.objects.visible_to(agent).of_person(customer)


def _latest(rows: QuerySet[Row], name: str, before: Place | None, limit: int) -> QuerySet[Row]:
    rows = rows.filter(before.earlier(name)) if before else rows
    return rows.order_by("-created_at", "-pk")[:limit]


@source("conversation")
def conversations(agent: Agent, customer: Customer, before: Place | None, limit: int) -> list[Entry]:
    found = _latest(_of_person(agent, customer).select_related("channel"), "conversation", before, limit)
    return [
        Entry(
            Place(one.created_at, "conversation", one.pk),
            "messages-square",
            _("Conversation #{number} began, {channel}").format(number=one.pk, channel=one.channel.name),
            one.subject,
            reverse("desk_conversation", args=[one.pk]),
        )
        for one in found
    ]


@source("message")
def messages(agent: Agent, customer: Customer, before: Place | None, limit: int) -> list[Entry]:
    rows = Message.objects.filter(conversation__in=_of_person(agent, customer).values("pk"))
    # What was taken back by its author within seconds never was a message.
    rows = rows.exclude(dispatch__state="cancelled", dispatch__reason="undone")
    told = _latest(rows.annotate(beginning=Left("text", READ), by=F("agent__name")), "message", before, limit)
    return [
        Entry(
            Place(one["created_at"], "message", one["pk"]),
            "reply" if one["direction"] == Message.Direction.OUT else "mail",
            one["by"] or one["sender_name"] or one["sender_handle"] or _("Onmaru"),
            one_line(one["beginning"], SHOWN),
            reverse("desk_conversation", args=[one["conversation_id"]]) + f"#message-{one['pk']}",
            str(one["direction"]),
        )
        for one in told.values("pk", "created_at", "direction", "by", "sender_name", "sender_handle", "beginning", "conversation_id")
    ]


@source("note")
def notes(agent: Agent, customer: Customer, before: Place | None, limit: int) -> list[Entry]:
    rows = Note.objects.filter(conversation__in=_of_person(agent, customer).values("pk")).annotate(
        beginning=Left("text", READ), by=F("author__name")
    )
    return [
        Entry(
            Place(one["created_at"], "note", one["pk"]),
            "sticky-note",
            one["by"] or _("Somebody who left"),
            one_line(one["beginning"], SHOWN),
            reverse("desk_conversation", args=[one["conversation_id"]]) + f"#note-{one['pk']}",
            "note",
        )
        for one in _latest(rows, "note", before, limit).values("pk", "created_at", "by", "beginning", "conversation_id")
    ]


@source("outside")
def outside(agent: Agent, customer: Customer, before: Place | None, limit: int) -> list[Entry]:
    """Words with outsiders about what concerns this person; what was taken back was never said."""
    rows = SideMessage.objects.filter(thread__conversation__in=_of_person(agent, customer).values("pk"))
    rows = rows.exclude(dispatch__state="cancelled").annotate(
        beginning=Left("text", READ), by=F("agent__name"), handles=F("thread__handles"), number=F("thread__conversation")
    )
    told = _latest(rows, "outside", before, limit)
    return [
        Entry(
            Place(one["created_at"], "outside", one["pk"]),
            "forward",
            _("{who}, to {outsiders}").format(who=one["by"] or _("Somebody who left"), outsiders=", ".join(one["handles"]))
            if one["direction"] == Message.Direction.OUT
            else _("{who}, an outsider").format(who=one["sender_name"] or one["sender_handle"]),
            one_line(one["beginning"], SHOWN),
            reverse("desk_conversation", args=[one["number"]]) + f"#side-{one['pk']}",
            "outside",
        )
        for one in told.values("pk", "created_at", "direction", "by", "sender_name", "sender_handle", "handles", "beginning", "number")
    ]
