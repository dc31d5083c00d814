from typing import Any

from django.db import transaction

from onmaru.inbox.models import Conversation, SideDraft, SideThread
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def save_side_draft(conversation: Conversation, thread: SideThread | None, by: Agent, text: str, to: str = "", **more: Any) -> None:
    """Keep what an agent is writing to an outsider; without words and addresses there is nothing to keep."""
    if not text.strip() and not to.strip():
        forget_side_draft(conversation, thread, by)
        return
    typed = {"conversation": conversation, "text": text, "to": to[:4000], "updated_at": clock.now(), **more}
    SideDraft.objects.update_or_create(**_which(conversation, thread), agent=by, defaults=typed)


def forget_side_draft(conversation: Conversation, thread: SideThread | None, by: Agent) -> None:
    """It was sent, or is empty."""
    SideDraft.objects.filter(**_which(conversation, thread), agent=by).delete()


def _which(conversation: Conversation, thread: SideThread | None) -> dict[str, Any]:
    # A thread moves with a merge, and what is being written in it goes along.
    return {"thread": thread} if thread else {"thread": None, "conversation": conversation}
