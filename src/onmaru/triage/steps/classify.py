from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.models import Message, Reason
from onmaru.triage.classifier import asked, said_of
from onmaru.triage.steps.sure import SURE_ENOUGH
from onmaru.triage.verdict import Verdict

OFFERED = 3
NOTHING_LEARNT = "nothing was learnt yet"


def foresee(message: Message) -> None:
    """Work out what `classify` will ask for. A sentence's vector takes long enough for others to wait, were the row held meanwhile."""
    if message.is_of_customer and message.episode.reason_id is None and message.episode.reason_by_id is None:
        said_of(asked(message.subject, message.text))


def classify(message: Message) -> Verdict:
    """Say what the episode is about, where nobody has said it yet."""
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    if message.episode.reason_id is not None or message.episode.reason_by_id is not None:
        return Verdict("known", why={"because": "said before"})
    text = asked(message.subject, message.text)
    found = said_of(text) if text else None
    if found is None:
        return Verdict("skipped", why={"because": NOTHING_LEARNT if text else "no words"})
    version, said = found
    reasons = {reason.key: reason for reason in Reason.objects.in_use().filter(key__in=[key for key, _ in said.ranked])}
    ranked = [(key, round(sure, 4)) for key, sure in said.ranked if key in reasons][:OFFERED]
    why = {"version": version, "ranked": ranked, "none": said.is_none}
    if not ranked or said.is_none or ranked[0][1] < SURE_ENOUGH:
        return Verdict("none", ranked[0][1] if ranked else None, why)
    key, sure = ranked[0]
    give_reason(message.conversation, reasons[key])
    return Verdict(key, sure, why)
