"""Who is before a conversation now, and who holds its answer. What open pages are told of it travels whole, so that nobody has to ask."""

from collections import defaultdict
from collections.abc import Iterable

from onmaru.events.log import tell
from onmaru.inbox.models import Conversation, Presence
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.web.names import hue, initials

# A notice of PostgreSQL holds 8,000 bytes; nobody looks at more faces anyway.
MOST_TOLD = 12

# What a page needs to draw somebody: id, name, how they are abbreviated, their colour, and what they write ("", "reply" or "note").
Person = tuple[int, str, str, int, str]


def people_by_conversation(agent: Agent) -> dict[int, list[Person]]:
    """Everybody who is before a conversation that this agent may see."""
    visible = Conversation.objects.visible_to(agent).filter(presences__isnull=False)
    rows = Presence.objects.fresh().filter(conversation__in=visible.values("pk"))
    return _people(rows)


def tell_company(conversation_ids: Iterable[int]) -> None:
    """Tell open pages who is before these conversations, at commit."""
    wanted = set(conversation_ids)
    found = _people(Presence.objects.fresh().filter(conversation__in=wanted)) if wanted else {}
    for number in sorted(wanted):
        # The moment keeps two equal tellings apart: the page's queue tells equal ones once, at the place of the first.
        tell("presence", number, at=int(clock.now().timestamp() * 1000), who=found.get(number, [])[:MOST_TOLD])


def _people(rows: Iterable[Presence]) -> dict[int, list[Person]]:
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    for row in rows.select_related("agent").order_by("agent_id", "writing", "tab"):  # pyright: ignore[reportAttributeAccessIssue]
        name = row.agent.name
        # Of two tabs of one agent the one that is written in comes later and counts.
        found[row.conversation_id][row.agent_id] = (row.agent_id, name, initials(name), hue(name), row.writing)
    return {number: list(people.values()) for number, people in found.items()}


def is_before(agent_id: int, conversation_id: int) -> bool:
    return Presence.objects.fresh().filter(agent=agent_id, conversation=conversation_id).exists()


def is_online(agent_id: int) -> bool:
    """Whether somebody is at the desk: before a visible tab, and not idle."""
    return Presence.objects.fresh().filter(agent=agent_id).exists()


def holder(conversation: Conversation) -> Agent | None:
    """Who alone may answer now; None where anybody may. As old as the conversation that was read."""
    held = getattr(conversation, "hold", None)
    return held.agent if held and held.until > clock.now() else None
