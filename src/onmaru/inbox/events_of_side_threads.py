from onmaru.events.happening import Happening, happening


@happening("side_thread.started")
class SideThreadStarted(Happening):
    """An outsider is asked, or shown what was written; `message_ids` were forwarded and `file_ids` go along."""

    conversation_id: int
    side_thread_id: int
    message_ids: list[int]
    file_ids: list[int]


@happening("side_message.queued")
class SideMessageQueued(Happening):
    conversation_id: int
    side_thread_id: int
    side_message_id: int


@happening("side_message.sent")
class SideMessageSent(Happening):
    conversation_id: int
    side_thread_id: int
    side_message_id: int


@happening("side_message.failed")
class SideMessageFailed(Happening):
    conversation_id: int
    side_thread_id: int
    side_message_id: int
    reason: str


@happening("side_message.bounced")
class SideMessageBounced(Happening):
    conversation_id: int
    side_thread_id: int
    side_message_id: int
    recipient: str
    reason: str


@happening("side_message.cancelled")
class SideMessageCancelled(Happening):
    conversation_id: int
    side_thread_id: int
    side_message_id: int


@happening("side_message.received")
class SideMessageReceived(Happening):
    """An outsider answered. A machine's words are filed and wake nobody."""

    conversation_id: int
    side_thread_id: int
    side_message_id: int
    machine: str = ""


@happening("side_thread.read")
class SideThreadRead(Happening):
    conversation_id: int
    side_thread_id: int


@happening("side_thread.closed")
class SideThreadClosed(Happening):
    conversation_id: int
    side_thread_id: int
    outcome: str


@happening("side_thread.reopened")
class SideThreadReopened(Happening):
    conversation_id: int
    side_thread_id: int
