from django.db import transaction
from django.db.models import F

from onmaru.automation.effect import find
from onmaru.automation.events import MacroApplied
from onmaru.automation.models import Macro, MacroUse
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def apply_macro(macro: Macro, conversation: Conversation, by: Agent, message: Message | None = None) -> MacroUse:
    """Do what a macro does besides its words: with the answer it came with, or at once."""
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if message and (known := MacroUse.objects.filter(macro=macro, message=message).first()):
        return known
    changes = []
    for one in macro.effects:
        effect = find(one["key"])
        if effect and (before := effect.apply(conversation, by, one["params"])) is not None:
            changes.append({"key": effect.key, "before": before})
    Macro.objects.filter(pk=macro.pk).update(used_count=F("used_count") + 1)
    record(
        MacroApplied(conversation_id=conversation.pk, macro_id=macro.pk, macro_name=macro.name, message_id=message.pk if message else None),
        by=actor.agent(by.pk),
    )
    return MacroUse.objects.create(macro=macro, conversation=conversation, message=message, agent=by, at=clock.now(), changes=changes)
