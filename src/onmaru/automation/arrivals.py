"""Rules look at a message that arrived, when triage says that it is their turn."""

from onmaru.automation.actions.apply_rules import apply_rules
from onmaru.automation.models import RuleRun
from onmaru.automation.rules.occasion import Occasion
from onmaru.automation.triggers import ARRIVED
from onmaru.inbox.models import Message


def rules_for(message: Message) -> list[RuleRun]:
    """What rules did because of a customer's message, each once."""
    return apply_rules(arrival(message))


def arrival(message: Message) -> Occasion:
    return Occasion(ARRIVED, message.conversation_id, f"message:{message.pk}", message.created_at, message_id=message.pk)
