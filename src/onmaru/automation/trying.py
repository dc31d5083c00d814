"""What was tried already when a conversation is handed over: macros that were applied, and what departments were asked."""

from collections import defaultdict

from django.db.models import Q

from onmaru.automation.models import MacroUse
from onmaru.tasks.models import Task
from onmaru.teamwork.known import trying
from onmaru.teamwork.packet import Tried, gist

# More in one conversation say nothing more.
LATEST = 200


@trying
def macros(conversations: list[int]) -> dict[int, list[Tried]]:
    found: dict[int, list[Tried]] = defaultdict(list)
    uses = MacroUse.objects.filter(conversation__in=conversations, taken_back_at=None).select_related("macro", "agent")
    for use in uses.order_by("-at")[:LATEST]:
        found[use.conversation_id].append(Tried(use.at, "macro", use.agent.name, use.macro.name))
    return found


@trying
def tasks(conversations: list[int]) -> dict[int, list[Tried]]:
    """Of whom, what, and what they said last."""
    found: dict[int, list[Tried]] = defaultdict(list)
    here = Q(conversation__in=conversations) | Q(conversation__merged_into__in=conversations)
    rows = Task.objects.filter(here, withdrawn_at=None).select_related("conversation", "department", "asked_by")
    for task in rows.prefetch_related("messages").order_by("-asked_at")[:LATEST]:
        answers = [one.text for one in task.messages.all() if not one.is_ours and one.text]
        words = ": ".join([f"{task.of_whom}, {task.title}", *(gist(one) for one in answers[-1:])])
        number = task.conversation.merged_into_id or task.conversation_id
        found[number].append(Tried(task.asked_at, "task", task.asked_by.name if task.asked_by else "", words))
    return found
