"""Plays the story through the product: mails by the way every mail comes in, everything else by the agents' own actions.

Time is the story's: the clock stands still at each step, and what falls due in between (a reply leaving after its undo window, a promise
to look back at) happens at its own moment.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from dev.world import cast
from dev.world.files import File
from dev.world.macros import write_macros
from dev.world.opening import open_shop
from dev.world.steps import (
    AgentActs,
    AgentReplies,
    Assigned,
    CustomerIsAway,
    CustomerWrites,
    GivenToTeam,
    MarkedSpam,
    Merged,
    NoteWritten,
    ReplyBounces,
    Resolved,
    Snoozed,
    Step,
    Tagged,
)
from dev.world.story import story
from dev.world.thread import Said, Thread
from onmaru.channels import adapter
from onmaru.channels.actions.accept import accept
from onmaru.channels.email import tokens
from onmaru.channels.email.adapter import EmailAdapter
from onmaru.channels.models import Delivery
from onmaru.customers import phones
from onmaru.customers.actions.edit import edit
from onmaru.customers.actions.vip import mark_vip
from onmaru.customers.models import Customer, Organization
from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.draft import attach
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import UNDO_WINDOW, reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.filtering.terms import Terms
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Channel, Conversation
from onmaru.inbox.outbound import Outbound, Receipt
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.segments.actions.write import write_segment

_NEXT_DUE = "SELECT min(scheduled_at) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at <= %s"
# What grows while the story is told. The planner learns of rows by itself only once they are committed, and takes these tables for
# empty until then: its plans then cost more than all the rest.
_GROWING = "ANALYZE inbox_conversation, inbox_episode, inbox_message, inbox_dispatch, procrastinate_jobs"
_STEPS_A_LOOK = 60


class Misfiled(Exception):
    """A letter's mail was not filed where the letter goes on: the product and the story disagree."""


def fill_shop(now: datetime | None = None) -> None:
    """All of the story or none of it: one transaction, in which no worker can see its jobs."""
    with transaction.atomic():
        if Agent.objects.exists():
            return
        moment = now or clock.now()
        real = adapter.of(Channel(kind="email"))
        adapter.register("email", _PastPost())
        try:
            with clock.frozen_at(moment):
                play = _Play(open_shop())
            for number, step in enumerate(story(moment)):
                if number % _STEPS_A_LOOK == 0:
                    _look_at_tables()
                play.take(step)
            play.pass_time(moment)
            with clock.frozen_at(moment):
                _know_customers()
                _group_customers()
                write_macros()
        finally:
            adapter.register("email", real)


def _look_at_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_GROWING)


class _PastPost(EmailAdapter):
    """In the past every mail was delivered; nothing leaves now."""

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        handing_over()
        return Receipt(external_id=outbound.external_id)


class _Play:
    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.conversations: dict[str, int] = {}
        self.threads: dict[str, Thread] = {}
        self.agents = {agent.email: agent for agent in Agent.objects.all()}
        self.teams = {team.name: team for team in Team.objects.all()}

    def take(self, step: Step) -> None:
        self.pass_time(step.at)
        with clock.frozen_at(step.at):
            if isinstance(step, CustomerWrites | CustomerIsAway | ReplyBounces):
                self._arrives(step)
            elif isinstance(step, GivenToTeam):
                transfer(self.conversation_of(step.letter), self.teams[step.team.name])
            elif isinstance(step, AgentReplies):
                self._replies(step)
            else:
                _DEEDS[type(step)](self, step)
            run_waiting()
        if isinstance(step, AgentReplies):
            self.pass_time(step.at + UNDO_WINDOW)

    def pass_time(self, until: datetime) -> None:
        """Let what is due by then happen, each at its time."""
        while True:
            with connection.cursor() as cursor:
                cursor.execute(_NEXT_DUE, [until])
                due = cursor.fetchone()
            if due is None or due[0] is None:
                return
            with clock.frozen_at(due[0]):
                run_waiting(until=due[0])

    def by(self, step: AgentActs) -> Agent:
        return self.agents[step.agent.email]

    def conversation_of(self, letter: str) -> Conversation:
        return Conversation.objects.get(pk=self.conversations[letter])

    def _arrives(self, step: CustomerWrites | CustomerIsAway | ReplyBounces) -> None:
        thread = self.threads.get(step.letter, Thread())
        delivery = accept(self.channel, step.build(thread), source="imap")
        assert delivery is not None
        run_waiting()
        message = Delivery.objects.get(pk=delivery.pk).message
        found = message.conversation_id if message else None
        if found is None or self.conversations.setdefault(step.letter, found) != found:
            raise Misfiled(f"{step.letter} at {step.at}: filed in {found}, not in {self.conversations.get(step.letter)}")
        if isinstance(step, CustomerWrites):
            self.threads[step.letter] = thread.and_then(step.said(thread))

    def _replies(self, step: AgentReplies) -> None:
        conversation, by = self.conversation_of(step.letter), self.by(step)
        for file in step.files:
            attach(conversation, by, "reply", _handed(file))
        sent = reply(conversation, by, step.text)
        name = f"{by.name} · {cast.SHOP_NAME}"
        spoken = Said(f"<{sent.external_id}>", name, cast.SHOP_ADDRESS, step.at, step.text, f"Re: {conversation.subject}")
        answer_to = tokens.address(self.channel.handle, conversation.pk)
        self.threads[step.letter] = self.threads[step.letter].and_then(spoken, answer_to)


def _handed(file: File) -> InboundAttachment:
    return InboundAttachment(file.name, file.content_type, len(file.content), lambda: (file.content,))


def _notes(play: _Play, step: NoteWritten) -> None:
    note(play.conversation_of(step.letter), play.by(step), step.text)


def _assigns(play: _Play, step: Assigned) -> None:
    assign(play.conversation_of(step.letter), play.agents[step.to.email], by=actor.agent(play.by(step).pk))


def _tags(play: _Play, step: Tagged) -> None:
    for name in step.tags:
        tag(play.conversation_of(step.letter), name, play.by(step))


def _snoozes(play: _Play, step: Snoozed) -> None:
    snooze(play.conversation_of(step.letter), step.until, by=actor.agent(play.by(step).pk))


def _resolves(play: _Play, step: Resolved) -> None:
    resolve(play.conversation_of(step.letter), play.by(step))


def _marks_spam(play: _Play, step: MarkedSpam) -> None:
    mark_spam(play.conversation_of(step.letter), by=actor.agent(play.by(step).pk))


def _merges(play: _Play, step: Merged) -> None:
    merge(play.conversation_of(step.letter), play.conversation_of(step.into), play.by(step))


_DEEDS: dict[type[Step], Callable[[_Play, Any], None]] = {
    NoteWritten: _notes,
    Assigned: _assigns,
    Tagged: _tags,
    Snoozed: _snoozes,
    Resolved: _resolves,
    MarkedSpam: _marks_spam,
    Merged: _merges,
}


def _know_customers() -> None:
    """What agents have noted about customers over the years."""
    owner = Agent.objects.get(role=Agent.Role.OWNER)
    organizations = {organization.name: organization for organization in Organization.objects.all()}
    names = {organization.key: organization.name for organization in cast.ORGANIZATIONS}
    for person in cast.CUSTOMERS:
        customer = Customer.objects.get(identities__handle=person.email)
        organization = organizations[names[person.organization]] if person.organization else None
        edit(customer, owner, organization=organization, memo=person.memo, phone=phones.normalised(person.phone))
        if person.is_vip:
            mark_vip(customer, owner)


def _group_customers() -> None:
    """Whom the shop serves as a group: by its own mark, and by how long it has known them."""
    owner = Agent.objects.get(role=Agent.Role.OWNER)
    write_segment(None, owner, "VIP 고객", "VIP customers", Terms.of({"vip": ["yes"]}))
    write_segment(None, owner, "신규 고객", "New customers", Terms.of({"first": ["7d"]}))
