from django.db import transaction

from onmaru.automation.effect import find
from onmaru.automation.events import RuleTakenBack
from onmaru.automation.models import RuleRun
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.bulk.back import put_back
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent


class Changed(ValueError):
    """Somebody has changed since what the rule had changed; theirs stands."""


@transaction.atomic
def take_run_back(run: RuleRun, by: Agent) -> bool:
    """Put back what a rule changed of a conversation; what it said stays said. False when that was done. Raises Changed."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=run.conversation_id)
    if not run.can_be_undone or not RuleRun.objects.filter(pk=run.pk, undone_at=None).update(undone_at=clock.now(), undone_by=by):
        return False
    if put_back({run.conversation_id: (run.before, run.after)}):
        raise Changed
    for one in reversed(run.done):
        if one.get("undo") and (effect := find(one["key"])):
            effect.take_back(conversation, by, one["did"])
    record(RuleTakenBack(conversation_id=run.conversation_id, rule_id=run.rule_id, rule_name=run.rule.name), by=actor.agent(by.pk))
    return True
