"""Macros that were applied, as something that was tried already when a conversation is handed over."""

from collections import defaultdict

from onmaru.automation.models import MacroUse
from onmaru.teamwork.known import trying
from onmaru.teamwork.packet import Tried

# More in one conversation say nothing more.
LATEST = 200


@trying
def macros(conversations: list[int]) -> dict[int, list[Tried]]:
    found: dict[int, list[Tried]] = defaultdict(list)
    uses = MacroUse.objects.filter(conversation__in=conversations, taken_back_at=None).select_related("macro", "agent")
    for use in uses.order_by("-at")[:LATEST]:
        found[use.conversation_id].append(Tried(use.at, "macro", use.agent.name, use.macro.name))
    return found
