from onmaru.inbox.actions.speak import speak
from onmaru.inbox.models import Message
from onmaru.language.detect import detect
from onmaru.triage.verdict import Verdict


def detect_language(message: Message) -> Verdict:
    """Find out in which language the customer writes, where the conversation does not know yet."""
    if message.conversation.language:
        return Verdict(message.conversation.language, why={"known": "before"})
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    # The text first: a subject may be in the words of a form or of whoever wrote before.
    for source in ("text", "subject"):
        if language := detect(getattr(message, source)):
            speak(message.conversation, language)
            message.conversation.language = language
            return Verdict(language, why={"from": source})
    return Verdict("unknown")
