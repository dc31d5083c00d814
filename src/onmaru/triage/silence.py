"""Who is not acknowledged, and why. Pure: facts in, the first reason out."""

from dataclasses import dataclass
from datetime import timedelta

# Acknowledgements to one handle within `RATE_WINDOW`, and automatic messages into one conversation within `CONVERSATION_WINDOW`.
RATE_WINDOW, PER_HANDLE = timedelta(hours=3), 3
CONVERSATION_WINDOW, PER_CONVERSATION = timedelta(hours=24), 2
# A message that was filed so much later than it arrived (a replayed tray, a mailbox connected with its past) needs no acknowledgement.
STALE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that speaks for silence; a default says that it does not."""

    incoming: bool = True
    machine: str = ""
    channel_acknowledges: bool = True
    channel_paused: bool = False
    spam: bool = False
    blocked: bool = False
    first_of_episode: bool = True
    acknowledged: bool = False
    answered: bool = False
    resolved: bool = False
    age: timedelta = timedelta(0)
    unreachable: bool = False
    nobody_reads: bool = False
    ours: bool = False
    an_agents: bool = False
    sounds_automatic: bool = False
    said_before: bool = False
    our_own_words: bool = False
    lately_to_handle: int = 0
    lately_in_conversation: int = 0


def why_silent(facts: Facts) -> str:
    """The first reason not to acknowledge, or "" for none. The order is the order in which an agent would want to know."""
    reasons = (
        ("not a customer's message", not facts.incoming),
        (f"machine: {facts.machine}", bool(facts.machine)),
        ("spam", facts.spam),
        ("blocked", facts.blocked),
        ("switched off", not facts.channel_acknowledges),
        ("channel paused", facts.channel_paused),
        ("not the first message of the episode", not facts.first_of_episode),
        ("acknowledged before", facts.acknowledged),
        ("answered before", facts.answered),
        ("resolved before", facts.resolved),
        ("too old", facts.age > STALE),
        ("our own address", facts.ours),
        ("an agent's address", facts.an_agents),
        ("address that nobody reads", facts.nobody_reads),
        ("undeliverable address", facts.unreachable),
        ("our own words came back", facts.our_own_words),
        ("sounds automatic", facts.sounds_automatic),
        ("the same text again", facts.said_before),
        ("too many to this handle", facts.lately_to_handle >= PER_HANDLE),
        ("too many in this conversation", facts.lately_in_conversation >= PER_CONVERSATION),
    )
    return next((reason for reason, applies in reasons if applies), "")
