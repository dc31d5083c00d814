"""What happens to a message between its arrival and a person's eyes: the steps, in their order.

A step runs in one transaction with its Decision, so a run that is killed between any two goes on after the last one, and a second run
finds nothing to do. Runs for one conversation happen one after another: they hold its row.

The steps that only find out what a message is share one transaction and one look at it: a killed run does them again, all of them, and
none of them tells anybody outside anything. That is eight statements and two commits less a message than a transaction each. Rules,
giving out and the acknowledgement set others in motion, so what they did is committed before the next begins.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, QuerySet

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
    decided = _decided(message_id)
    left = [step for step in STEPS if step.__name__ not in decided]
    for _, steps in groupby(left, lambda step: "together" if step.__name__ in TOGETHER else step.__name__):
        _take(list(steps), message_id)


def _take(steps: Sequence[Step], message_id: int) -> None:
    ahead = [AHEAD[step] for step in steps if step in AHEAD]
    for message in _with_all(message_id) if ahead else ():
        for work in ahead:
            work(message)
    with transaction.atomic():
        # The conversation first, then what belongs to it: the order in which everything else locks them.
        if not _held(message_id):
            return
        [message] = _with_all(message_id)
        decided = message.decided  # pyright: ignore[reportAttributeAccessIssue]
        Decision.objects.bulk_create([_of(step, message) for step in steps if step.__name__ not in decided])


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


@prepared
def _decided(message: int) -> QuerySet[Decision, str]:
    return Decision.objects.filter(message=message).values_list("step", flat=True)


@prepared
def _with_all(message: int) -> QuerySet[Message]:
    """`decided`: the steps that have spoken about it."""
    theirs = Decision.objects.filter(message=OuterRef("pk")).order_by().values("step")
    related = ("channel", "conversation__channel", "conversation__customer__person", "episode", "identity")
    return Message.objects.select_related(*related).annotate(decided=ArraySubquery(theirs)).filter(pk=message)
