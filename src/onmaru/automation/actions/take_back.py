from django.db import transaction
from django.db.models import F

from onmaru.automation.effect import find
from onmaru.automation.events import MacroTakenBack
from onmaru.automation.models import Macro, MacroUse
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock


@transaction.atomic
def take_back(use: MacroUse) -> bool:
    """Undo what a macro changed, as far as nobody has changed it since. False when that was done."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=use.conversation_id)
    if not MacroUse.objects.filter(pk=use.pk, taken_back_at=None).update(taken_back_at=clock.now()):
        return False
    for change in reversed(use.changes):
        if effect := find(change["key"]):
            effect.take_back(conversation, use.agent, change["before"])
    Macro.objects.filter(pk=use.macro_id, used_count__gt=0).update(used_count=F("used_count") - 1)
    record(MacroTakenBack(conversation_id=conversation.pk, macro_id=use.macro_id, macro_name=use.macro.name), by=actor.agent(use.agent.pk))
    return True
