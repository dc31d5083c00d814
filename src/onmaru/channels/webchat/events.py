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
