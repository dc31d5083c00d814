from dataclasses import field

from onmaru.events.happening import Happening, happening
from onmaru.inbox.events_of_calls import CallAsked as CallAsked
from onmaru.inbox.events_of_calls import CallMade as CallMade
from onmaru.inbox.events_of_reasons import ReasonGiven as ReasonGiven
from onmaru.inbox.events_of_settings import ChannelConfigured as ChannelConfigured
from onmaru.inbox.events_of_settings import ChannelConnected as ChannelConnected
from onmaru.inbox.events_of_settings import ChannelHoursDropped as ChannelHoursDropped
from onmaru.inbox.events_of_settings import ChannelHoursSet as ChannelHoursSet
from onmaru.inbox.events_of_settings import ChannelPaused as ChannelPaused
from onmaru.inbox.events_of_settings import ChannelResumed as ChannelResumed
from onmaru.inbox.events_of_settings import TagRemoved as TagRemoved
from onmaru.inbox.events_of_settings import TagRenamed as TagRenamed
from onmaru.inbox.events_of_side_threads import SideMessageBounced as SideMessageBounced
from onmaru.inbox.events_of_side_threads import SideMessageCancelled as SideMessageCancelled
from onmaru.inbox.events_of_side_threads import SideMessageFailed as SideMessageFailed
from onmaru.inbox.events_of_side_threads import SideMessageQueued as SideMessageQueued
from onmaru.inbox.events_of_side_threads import SideMessageReceived as SideMessageReceived
from onmaru.inbox.events_of_side_threads import SideMessageSent as SideMessageSent
from onmaru.inbox.events_of_side_threads import SideThreadClosed as SideThreadClosed
from onmaru.inbox.events_of_side_threads import SideThreadRead as SideThreadRead
from onmaru.inbox.events_of_side_threads import SideThreadReopened as SideThreadReopened
from onmaru.inbox.events_of_side_threads import SideThreadStarted as SideThreadStarted


@happening("conversation.opened")
class ConversationOpened(Happening):
    conversation_id: int
    episode_id: int


@happening("conversation.related")
class ConversationRelated(Happening):
    """A message pointed at another conversation that its sender has no part in: perhaps the same matter, for a person to judge."""

    conversation_id: int
    other_id: int


@happening("conversation.address_left")
class AddressLeft(Happening):
    """The customer left an e-mail address at which this conversation can be answered."""

    conversation_id: int


@happening("message.received")
class MessageReceived(Happening):
    conversation_id: int
    message_id: int
    episode_id: int
    # The first message of its episode.
    opens_episode: bool
    machine: str = ""


@happening("message.queued")
class MessageQueued(Happening):
    conversation_id: int
    message_id: int


@happening("message.sent")
class MessageSent(Happening):
    conversation_id: int
    message_id: int


@happening("message.failed")
class MessageFailed(Happening):
    conversation_id: int
    message_id: int
    reason: str


@happening("message.bounced")
class MessageBounced(Happening):
    conversation_id: int
    message_id: int
    recipient: str
    reason: str


@happening("message.cancelled")
class MessageCancelled(Happening):
    conversation_id: int
    message_id: int
    because: str


@happening("message.corrected")
class MessageCorrected(Happening):
    """Whoever wrote it lets it say something else."""

    conversation_id: int
    message_id: int


@happening("message.folded")
class MessageFolded(Happening):
    """It was found to be abusive towards whoever reads it."""

    conversation_id: int
    message_id: int


@happening("message.withdrawn")
class MessageWithdrawn(Happening):
    """Whoever wrote it took it back; what it said is gone."""

    conversation_id: int
    message_id: int


@happening("message.detached")
class MessageDetached(Happening):
    """A message was filed wrongly and now starts a conversation of its own."""

    conversation_id: int
    message_id: int
    to_id: int


@happening("note.written")
class NoteWritten(Happening):
    """`mentioned_ids` are the agents whom the note calls, by name or by team, and who may see it."""

    conversation_id: int
    note_id: int
    mentioned_ids: list[int] = field(default_factory=list)


@happening("reply.taken_over")
class ReplyTakenOver(Happening):
    """A lead took the answer from the colleague who was writing it."""

    conversation_id: int
    agent_id: int
    before_id: int


@happening("conversation.assigned")
class ConversationAssigned(Happening):
    conversation_id: int
    agent_id: int | None
    before_id: int | None
    # Among many, by one deed: what is said of it is said of all.
    bulk_id: int | None = None


@happening("conversation.transferred")
class ConversationTransferred(Happening):
    conversation_id: int
    team_id: int | None
    before_id: int | None
    because: str
    bulk_id: int | None = None


@happening("conversation.snoozed")
class ConversationSnoozed(Happening):
    conversation_id: int
    until: str
    wakes_on: str = "answer"


@happening("conversation.woken")
class ConversationWoken(Happening):
    conversation_id: int
    because: str


@happening("conversation.slept_on")
class ConversationSleptOn(Happening):
    conversation_id: int
    # The customer wrote, but not this, for which alone the agent wanted to be woken.
    wakes_on: str


@happening("conversation.resolved")
class ConversationResolved(Happening):
    conversation_id: int
    episode_id: int


@happening("conversation.confirmed")
class ConversationConfirmed(Happening):
    """The customer said that it is solved."""

    conversation_id: int
    episode_id: int


@happening("conversation.reopened")
class ConversationReopened(Happening):
    conversation_id: int
    episode_id: int


@happening("conversation.merged")
class ConversationMerged(Happening):
    conversation_id: int
    source_id: int
    merge_id: int

    def touches(self) -> list[tuple[str, int]]:
        return [("conversation", self.conversation_id), ("conversation", self.source_id)]


@happening("conversation.unmerged")
class ConversationUnmerged(Happening):
    conversation_id: int
    source_id: int
    merge_id: int

    def touches(self) -> list[tuple[str, int]]:
        return [("conversation", self.conversation_id), ("conversation", self.source_id)]


@happening("conversation.split")
class ConversationSplit(Happening):
    conversation_id: int
    to_id: int
    message_ids: list[int]

    def touches(self) -> list[tuple[str, int]]:
        return [("conversation", self.conversation_id), ("conversation", self.to_id)]


@happening("conversation.tagged")
class ConversationTagged(Happening):
    conversation_id: int
    tag: str


@happening("conversation.untagged")
class ConversationUntagged(Happening):
    conversation_id: int
    tag: str


@happening("conversation.marked_spam")
class ConversationMarkedSpam(Happening):
    conversation_id: int


@happening("conversation.unmarked_spam")
class ConversationUnmarkedSpam(Happening):
    conversation_id: int


@happening("language.detected")
class LanguageDetected(Happening):
    conversation_id: int
    language: str
