from onmaru.inbox.actions.fold import fold
from onmaru.inbox.models import Message
from onmaru.language.facts import facts
from onmaru.language.mood import mood
from onmaru.language.questions import questions
from onmaru.triage.verdict import Verdict

MOST = 20
LONGEST = 200


def understand(message: Message) -> Verdict:
    """Note what the customer states and asks, and how they write; who reads abuse is asked before."""
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    text = f"{message.subject}\n{message.text}".strip()
    feeling = mood(text)
    stated = [[str(fact.kind), fact.text[:LONGEST]] for fact in facts(text)][:MOST]
    asked = [question[:LONGEST] for question in questions(message.text)][:MOST]
    if feeling.abusive:
        fold(message)
    words = [*feeling.abusive, *feeling.angry, *feeling.hurried]
    moods = [name for name in ("abusive", "angry", "hurried") if getattr(feeling, name)]
    return Verdict(feeling.name, why={"facts": stated, "questions": asked, "words": words, "moods": moods})
