"""What can happen to reasons, and to what an episode is about. Collected with events.py."""

from onmaru.events.happening import Happening, happening


@happening("reason.given")
class ReasonGiven(Happening):
    """What an episode is about, and what was said before; None: not known. `called` are its names by language."""

    conversation_id: int
    episode_id: int
    reason_id: int | None
    before_id: int | None
    called: dict[str, str]


@happening("reason.defined")
class ReasonDefined(Happening):
    """A reason is new, or has another name or place."""

    reason_id: int
    key: str


@happening("reason.retired")
class ReasonRetired(Happening):
    reason_id: int
    key: str
    # Or it is in use again.
    back: bool = False
