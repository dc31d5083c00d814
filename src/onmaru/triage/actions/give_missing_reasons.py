from django.db import transaction

from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.triage.models import Decision
from onmaru.triage.steps.classify import NOTHING_LEARNT, classify

MOST = 200
# The log of decisions is long, and only its end can be in question.
LATELY = 20_000


def give_missing_reasons() -> int:
    """Classify the latest messages that came while nothing was learnt; gives how many there were."""
    last = Decision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    lately = Decision.objects.filter(pk__gt=last - LATELY, step="classify", outcome="skipped")
    missed = lately.filter(why__because=NOTHING_LEARNT).order_by("-pk")
    found = list(missed.values_list("pk", "message")[:MOST])
    for decision, message in found:
        _again(decision, message)
    return len(found)


@transaction.atomic
def _again(number: int, message_id: int) -> None:
    place = Message.objects.filter(pk=message_id).values("conversation")[:1]
    # The conversation first, as the pipeline locks them.
    list(Conversation.objects.select_for_update(no_key=True).filter(pk__in=place))
    decision = Decision.objects.select_for_update().filter(pk=number, outcome="skipped").first()
    if decision is None:
        return
    rows = Message.objects.select_related("channel", "conversation__customer__person", "episode", "identity")
    verdict = classify(rows.get(pk=message_id))
    again = {"outcome": verdict.outcome, "confidence": verdict.confidence, "why": verdict.why, "decided_at": clock.now()}
    Decision.objects.filter(pk=number).update(**again)
