from onmaru.events.happening import Happening, happening


@happening("chat.left")
class ChatLeft(Happening):
    """A visitor went and wants to be answered by e-mail or phone."""

    conversation_id: int
    how: str


@happening("chat.ended")
class ChatEnded(Happening):
    """A visitor ended the conversation from their side."""

    conversation_id: int


@happening("consent.withdrawn")
class ConsentWithdrawn(Happening):
    """A visitor no longer agrees that agents see where in the shop they are; what was known of it is forgotten."""

    conversation_id: int
