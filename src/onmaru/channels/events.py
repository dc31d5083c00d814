from onmaru.events.happening import Happening, happening


@happening("delivery.replayed")
class DeliveryReplayed(Happening):
    """Somebody had a payload from the tray understood once more."""

    delivery_id: int


@happening("delivery.filed")
class DeliveryFiled(Happening):
    """Somebody put a payload that could not be understood into a conversation by hand."""

    delivery_id: int
    conversation_id: int
    message_id: int


@happening("delivery.ignored")
class DeliveryIgnored(Happening):
    """Somebody decided that a payload in the tray is not worth keeping in sight."""

    delivery_id: int


@happening("chat.abandoned")
class ChatAbandoned(Happening):
    """A visitor went before anybody answered, left no way to be answered, and did not come back for a while."""

    conversation_id: int
