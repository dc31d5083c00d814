"""What triage understood that speaks for serving somebody sooner."""

from collections import defaultdict
from collections.abc import Collection

from onmaru.language.facts import Fact, Kind, won
from onmaru.routing.inputs import weighs
from onmaru.stated.holding import NOTHING, holding
from onmaru.stated.queries import amended
from onmaru.triage.models import Decision
from onmaru.triage.moods import last_understood, written

# Of each conversation about so many messages with amounts in them are looked at.
LATELY = 5
ANGER = {"angry": 0.8, "abusive": 0.9}
HURRY = 0.8


@weighs("anger")
def anger(conversations: Collection[int]) -> dict[int, float]:
    """How angry the last message of the customer was."""
    moods = dict(last_understood(conversations).values_list("message__conversation", "outcome"))
    return {number: ANGER[mood] for number, mood in moods.items() if mood in ANGER}


@weighs("order_value")
def order_value(conversations: Collection[int]) -> dict[int, float]:
    """The largest amount that the customer stated, in won."""
    understood = Decision.objects.filter(message__conversation__in=conversations, step="understand").exclude(outcome="skipped")
    stated = understood.filter(why__facts__contains=[[Kind.AMOUNT]]).order_by("-pk")[: len(conversations) * LATELY]
    read: dict[int, list[Fact]] = defaultdict(list)
    for number, facts in stated.values_list("message__conversation", "why__facts"):
        read[number] += [Fact(Kind(kind), text, 0) for kind, text in facts if kind == Kind.AMOUNT]
    by_hand = amended(list(conversations))
    found: dict[int, float] = {}
    for number in {*read, *by_hand}:
        holds = holding(read[number], by_hand.get(number, NOTHING))
        if amounts := [won(fact.text) for fact in holds if fact.kind is Kind.AMOUNT]:
            found[number] = max(amounts)
    return found


@weighs("hurry")
def hurry(conversations: Collection[int]) -> dict[int, float]:
    """Whether the last message of the customer was written in a hurry."""
    hurried = last_understood(conversations).filter(written("hurried"))
    return dict.fromkeys(hurried.values_list("message__conversation", flat=True), HURRY)
