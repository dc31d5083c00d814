from onmaru.events.happening import Happening, happening


@happening("queue.set")
class QueueSet(Happening):
    """How a team's conversations find their agents; `team_id` None: those of no team."""

    team_id: int | None
    gives: bool


@happening("conversation.way_offered")
class WayOffered(Happening):
    """Who waited in a chat was offered to be called or answered by e-mail; `because` is shut, absent or long."""

    conversation_id: int
    because: str


@happening("abilities.set")
class AbilitiesSet(Happening):
    """How much an agent can have, in which languages, about what."""

    agent_id: int


@happening("measure.set")
class MeasureSet(Happening):
    """How much fits an agent, and what a conversation weighs."""

    capacity: int


@happening("routing.served_first_set")
class ServedFirstSet(Happening):
    segment_ids: list[int]
