from collections import defaultdict

from onmaru.language.facts import Fact, Kind
from onmaru.stated.holding import NOTHING, Amended
from onmaru.stated.models import Amendment

# Nobody amends more by hand; what is older says less.
MOST = 50


def amended(conversations: list[int]) -> dict[int, Amended]:
    """By conversation, only those where something was amended."""
    rows = Amendment.objects.about(conversations).select_related("conversation").order_by("-at", "-pk")
    facts: dict[int, dict[str, list[Fact]]] = defaultdict(lambda: {Amendment.What.NOTED: [], Amendment.What.STRUCK: []})
    for row in rows[: MOST * len(conversations)]:
        number = row.conversation_id if row.conversation_id in conversations else row.conversation.merged_into_id
        facts[number or 0][row.what].append(Fact(Kind(row.kind), row.text, 0))
    return {
        number: Amended(noted=tuple(some[Amendment.What.NOTED]), struck=tuple(some[Amendment.What.STRUCK]))
        for number, some in facts.items()
    }


def amended_in(conversation: int) -> Amended:
    return amended([conversation]).get(conversation, NOTHING)
