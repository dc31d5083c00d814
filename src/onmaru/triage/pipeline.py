"""What happens to a message between its arrival and a person's eyes: the steps, in their order.

A step runs in one transaction with its Decision, so a run that is killed between any two goes on after the last one, and a second run
finds nothing to do. Runs for one conversation happen one after another: they hold its row.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.db import transaction
from django.db.models import QuerySet

from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.kit.prepared import prepared
from onmaru.triage.models import Decision
from onmaru.triage.steps.acknowledge import acknowledge
from onmaru.triage.steps.apply_rules import apply_rules
from onmaru.triage.steps.assign import assign
from onmaru.triage.steps.classify import classify, foresee
from onmaru.triage.steps.detect_language import detect_language
from onmaru.triage.steps.understand import understand
from onmaru.triage.verdict import Verdict

Step: TypeAlias = Callable[[Message], Verdict]

STEPS: tuple[Step, ...] = (detect_language, understand, classify, apply_rules, assign, acknowledge)
# What takes its time is worked out before a step holds the row; the step finds it done.
AHEAD: dict[Step, Callable[[Message], None]] = {classify: foresee}


def run(message_id: int) -> None:
    """Take a message through the steps that have not decided about it yet."""
    decided = set(Decision.objects.filter(message=message_id).values_list("step", flat=True))
    for step in STEPS:
        if step.__name__ in decided:
            continue
        if ahead := AHEAD.get(step):
            for message in _with_all(message_id):
                ahead(message)
        _take(step, message_id)


@transaction.atomic
def _take(step: Step, message_id: int) -> None:
    # The conversation first, then what belongs to it: the order in which everything else locks them.
    if not _held(message_id) or _decided(message_id, step.__name__):
        return
    [message] = _with_all(message_id)
    verdict = step(message)
    Decision.objects.create(
        message=message,
        step=step.__name__,
        outcome=verdict.outcome,
        confidence=verdict.confidence,
        why=verdict.why,
        decided_at=clock.now(),
    )


@prepared
def _held(message: int) -> QuerySet[Conversation, int]:
    place = Message.objects.filter(pk=message).values("conversation")[:1]
    return Conversation.objects.select_for_update(no_key=True).filter(pk__in=place).values_list("pk", flat=True)


@prepared
def _decided(message: int, step: str) -> QuerySet[Decision, int]:
    return Decision.objects.filter(message=message, step=step).values_list("pk", flat=True)


@prepared
def _with_all(message: int) -> QuerySet[Message]:
    return Message.objects.select_related("channel", "conversation__customer__person", "episode", "identity").filter(pk=message)
