from onmaru.events.happening import Happening, happening


@happening("shop.opened")
class ShopOpened(Happening):
    agent_id: int


@happening("shop.edited")
class ShopEdited(Happening):
    changed: list[str]


@happening("hours.set")
class HoursSet(Happening):
    """`team_id` None: the hours of everyone without hours of their own."""

    team_id: int | None


@happening("hours.dropped")
class HoursDropped(Happening):
    team_id: int


@happening("team.formed")
class TeamFormed(Happening):
    team_id: int


@happening("team.renamed")
class TeamRenamed(Happening):
    team_id: int
    before: str


@happening("team.disbanded")
class TeamDisbanded(Happening):
    team_id: int
    before: str


@happening("agent.invited")
class AgentInvited(Happening):
    agent_id: int


@happening("agent.joined")
class AgentJoined(Happening):
    agent_id: int


@happening("agent.appointed")
class AgentAppointed(Happening):
    """A role or teams were given."""

    agent_id: int
    role: str
    team_ids: list[int]


@happening("agent.deactivated")
class AgentDeactivated(Happening):
    agent_id: int


@happening("agent.reactivated")
class AgentReactivated(Happening):
    agent_id: int


@happening("availability.changed")
class AvailabilityChanged(Happening):
    """Somebody is at work, away or at home now; `before` is what they were."""

    agent_id: int
    state: str
    away_for: str
    before: str

    def touches(self) -> list[tuple[str, int]]:
        return [("agent", self.agent_id)]


@happening("shifts.set")
class ShiftsSet(Happening):
    agent_id: int


@happening("shifts.dropped")
class ShiftsDropped(Happening):
    """They work whenever they say that they are at work."""

    agent_id: int
