from onmaru.automation.actions.take_back import take_back
from onmaru.automation.models import MacroUse
from onmaru.events.reactions import on
from onmaru.inbox.events import MessageCancelled


@on(MessageCancelled)
def take_effects_back(happened: MessageCancelled) -> None:
    """What came with an answer that did not leave is undone with it, the last first."""
    uses = MacroUse.objects.filter(message_id=happened.message_id, taken_back_at=None).select_related("agent", "macro")
    for use in uses.order_by("-pk"):
        take_back(use)
