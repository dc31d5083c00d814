from onmaru.events.happening import Happening, happening


@happening("fact.amended")
class FactAmended(Happening):
    """`what` is "noted", "struck" or "let_be"; the fact itself is no business of whoever hears of it."""

    conversation_id: int
    kind: str
    what: str
