from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.models import Message, Reason
from onmaru.triage.classifier import asked, in_use
from onmaru.triage.verdict import Verdict

# Below this the product says nothing, and only offers what it thinks.
SURE_ENOUGH = 0.4
OFFERED = 3
NOTHING_LEARNT = "nothing was learnt yet"


def classify(message: Message) -> Verdict:
    """Say what the episode is about, where nobody has said it yet."""
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    if message.episode.reason_id is not None or message.episode.reason_by_id is not None:
        return Verdict("known", why={"because": "said before"})
    found = in_use()
    text = asked(message.subject, message.text)
    if found is None or not text:
        return Verdict("skipped", why={"because": NOTHING_LEARNT if text else "no words"})
    version, model = found
    said = model.predict(text)
    reasons = {reason.key: reason for reason in Reason.objects.in_use().filter(key__in=[key for key, _ in said.ranked])}
    ranked = [(key, round(sure, 4)) for key, sure in said.ranked if key in reasons][:OFFERED]
    why = {"version": version, "ranked": ranked, "none": said.is_none}
    if not ranked or said.is_none or ranked[0][1] < SURE_ENOUGH:
        return Verdict("none", ranked[0][1] if ranked else None, why)
    key, sure = ranked[0]
    give_reason(message.conversation, reasons[key])
    return Verdict(key, sure, why)
