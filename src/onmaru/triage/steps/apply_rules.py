from onmaru.automation.arrivals import rules_for
from onmaru.inbox.models import Message
from onmaru.segments.actions.place import place
from onmaru.triage.verdict import Verdict


def apply_rules(message: Message) -> Verdict:
    """Let the shop's rules act on what a customer wrote; none is on until somebody switches it on."""
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    if message.conversation.is_spam:
        return Verdict("skipped", why={"because": "spam"})
    # Who has just written for the first time belongs somewhere before any rule asks.
    place([message.conversation.customer_id])
    runs = rules_for(message)
    return Verdict("acted" if runs else "nothing to do", why={"rules": [{"rule": run.rule_id, "fault": run.fault} for run in runs]})
