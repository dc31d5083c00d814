from onmaru.events.happening import Happening, happening


@happening("call.asked")
class CallAsked(Happening):
    """The customer wants to be called back; the number stays out of the log."""

    conversation_id: int


@happening("call.made")
class CallMade(Happening):
    """An agent called the customer back."""

    conversation_id: int
