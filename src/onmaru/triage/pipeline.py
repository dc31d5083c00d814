"""What happens to a message between its arrival and a person's eyes: the steps, in their order.

A step runs in one transaction with its Decision, so a run that is killed goes on after the last one that was committed, and a second run
finds nothing to do. Runs for one conversation happen one after another: they hold its row.

What a step did is committed before the next begins, since it sets others in motion; that it did something shows in the log. Steps that did
nothing share the transaction of the next one: for most messages rules, giving out and the acknowledgement have nothing to do. Those that
only find out what a message is share theirs in any case, and tell nobody outside anything.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet

from onmaru.events.log import overheard
from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.kit.prepared import prepared
from onmaru.triage.models import Decision
from onmaru.triage.steps.acknowledge import acknowledge
from onmaru.triage.steps.apply_rules import apply_rules
from onmaru.triage.steps.assign import assign
from onmaru.triage.steps.classify import classify, foresee
from onmaru.triage.steps.detect_language import detect_language
from onmaru.triage.steps.spam import recall, spam
from onmaru.triage.steps.understand import understand
from onmaru.triage.verdict import Verdict

Step: TypeAlias = Callable[[Message], Verdict]

STEPS: tuple[Step, ...] = (detect_language, understand, classify, spam, apply_rules, assign, acknowledge)
TOGETHER = frozenset({"detect_language", "understand", "classify", "spam"})
# What takes its time is worked out before a step holds the row; the step finds it done.
AHEAD: dict[Step, Callable[[Message], None]] = {classify: foresee, spam: recall}


def run(message_id: int) -> None:
    """Take a message through the steps that have not decided about it yet."""
    for message in _with_all(message_id):
        left = [step for step in STEPS if step.__name__ not in _decided_about(message)]
        for step in left:
            if step in AHEAD:
                AHEAD[step](message)
        while left:
            left = _take(left, message_id)


def _take(steps: list[Step], message_id: int) -> list[Step]:
    """Decide until something was done that others hear of, and give the steps that are left then."""
    with transaction.atomic():
        # The conversation first, then what belongs to it: the order in which everything else locks them.
        if not _held(message_id):
            return []
        [message] = _with_all(message_id)
        made: list[Decision] = []
        count = 0
        with overheard() as done:
            for count, step in enumerate(steps, 1):
                if step.__name__ not in _decided_about(message):
                    made.append(_of(step, message))
                if done and not TOGETHER.issuperset(one.__name__ for one in steps[count - 1 : count + 1]):
                    break
        Decision.objects.bulk_create(made)
    return steps[count:]


def _of(step: Step, message: Message) -> Decision:
    made = step(message)
    return Decision(
        message=message,
        step=step.__name__,
        outcome=made.outcome,
        confidence=made.confidence,
        why=made.why,
        decided_at=clock.now(),
    )


@prepared
def _held(message: int) -> QuerySet[Conversation, int]:
    place = Message.objects.filter(pk=message).values("conversation")[:1]
    return Conversation.objects.select_for_update(no_key=True).filter(pk__in=place).values_list("pk", flat=True)


def _decided_about(message: Message) -> list[str]:
    return message.decided  # pyright: ignore[reportAttributeAccessIssue]


@prepared
def _with_all(message: int) -> QuerySet[Message]:
    """`decided`: the steps that have spoken about it."""
    theirs = Decision.objects.filter(message=OuterRef("pk")).order_by().values("step")
    related = ("channel", "conversation__channel", "conversation__customer__person", "episode", "identity")
    return Message.objects.select_related(*related).annotate(decided=ArraySubquery(theirs)).filter(pk=message)
