from onmaru.events.happening import Happening, happening


@happening("sla.warned")
class SlaWarned(Happening):
    """What is owed (first, next, resolution) is due soon. `due_at` is ISO 8601."""

    conversation_id: int
    episode_id: int
    target: str
    due_at: str
    policy_id: int | None


@happening("sla.breached")
class SlaBreached(Happening):
    """What is owed was not done in time."""

    conversation_id: int
    episode_id: int
    target: str
    due_at: str
    policy_id: int | None


@happening("sla.policy_written")
class PolicyWritten(Happening):
    policy_id: int
    called: str


@happening("sla.policy_retired")
class PolicyRetired(Happening):
    policy_id: int
    called: str
