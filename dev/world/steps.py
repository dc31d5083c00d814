"""What can happen in a conversation, each with its moment; a mail's bytes are made when the thread before it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dev.world.cast import Agent, Team
from dev.world.files import File
from dev.world.mails import Mail, said, write, write_away
from dev.world.reports import write_bounce
from dev.world.thread import Said, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happens in the conversation of one letter. Every kind of step below is one."""

    at: datetime
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrites(Step):
    mail: Mail

    def build(self, thread: Thread) -> bytes:
        return write(self.mail, thread)

    def said(self, thread: Thread) -> Said:
        return said(self.mail, thread)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerIsAway(Step):
    """Their mail program answers for them."""

    mail: Mail

    def build(self, thread: Thread) -> bytes:
        return write_away(self.mail, thread)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyBounces(Step):
    """The last reply comes back undelivered."""

    recipient: str

    def build(self, thread: Thread) -> bytes:
        return write_bounce(self.recipient, self.at, thread)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenToTeam(Step):
    team: Team


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentActs(Step):
    agent: Agent


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReplies(AgentActs):
    text: str
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(AgentActs):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(AgentActs):
    to: Agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged(AgentActs):
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed(AgentActs):
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(AgentActs):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedSpam(AgentActs):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged(AgentActs):
    into: str
