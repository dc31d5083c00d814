from onmaru.events.happening import Happening, happening


@happening("miss.found")
class MissFound(Happening):
    """A customer was left without an answer. `cause` is late, long, abandoned or resolved."""

    conversation_id: int
    miss_id: int
    cause: str


@happening("miss.let_be")
class MissLetBe(Happening):
    """Somebody said that no answer is needed."""

    conversation_id: int
    miss_id: int


@happening("duplicate.found")
class DuplicateFound(Happening):
    """This conversation looks like the same matter as the other one, which is the older."""

    conversation_id: int
    duplicate_id: int
    other_id: int

    def touches(self) -> list[tuple[str, int]]:
        return [*super().touches(), ("conversation", self.other_id)]


@happening("duplicate.refused")
class DuplicateRefused(Happening):
    """Somebody said that the two are different matters."""

    conversation_id: int
    duplicate_id: int
    other_id: int

    def touches(self) -> list[tuple[str, int]]:
        return [*super().touches(), ("conversation", self.other_id)]


@happening("day.ended_with_some_left")
class DayEndedWithSomeLeft(Happening):
    """Business hours are over, and something of a team is still missed or there twice. The conversation is the one that waits longest."""

    conversation_id: int
    team_id: int | None
    missed: int
    duplicates: int
