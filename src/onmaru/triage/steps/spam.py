from onmaru.events.models import Event
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.events import ConversationUnmarkedSpam
from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.language.facts import Kind, facts
from onmaru.language.spam import judge
from onmaru.triage.classifier import asked
from onmaru.triage.marks import learnt
from onmaru.triage.verdict import Verdict

OF_A_PURCHASE = frozenset({Kind.ORDER, Kind.PARCEL})


def recall(message: Message) -> None:
    """Learn what agents marked since, if they did, before others have to wait for it."""
    if message.is_of_customer and not message.conversation.is_spam:
        learnt()


def spam(message: Message) -> Verdict:
    """Put an advertisement where nobody has to read it; whoever might be a customer stays, whatever they write."""
    if not message.is_of_customer:
        return Verdict("skipped", why={"because": "not a customer's message"})
    if message.conversation.is_spam:
        return Verdict("known", why={"because": "said before"})
    text = asked(message.subject, message.text)
    said = judge(text, learnt())
    why = {"words": list(said.words)}
    if not said.is_spam:
        return Verdict("clean", round(1 - said.share, 4), why)
    if because := _spared(message, text):
        return Verdict("spared", round(said.share, 4), {**why, "because": because})
    mark_spam(message.conversation)
    # The steps that follow in this run look at the same conversation.
    message.conversation.spam_marked_at = clock.now()
    return Verdict("spam", round(said.share, 4), why)


def _spared(message: Message, text: str) -> str:
    """Asked only of what looks like spam, so that it costs nothing else anything."""
    conversation = message.conversation
    person = conversation.customer.merged
    if any(fact.kind in OF_A_PURCHASE for fact in facts(text)):
        return "it names an order or a parcel"
    if person.is_vip or person.organization_id is not None:
        return "a customer of whom more is known"
    if conversation.messages.filter(pk__lt=message.pk).exists():
        return "not the first message"
    theirs = Message.objects.filter(conversation__in=Conversation.objects.of_person(person))
    if theirs.filter(direction=Message.Direction.OUT, automatic=False, machine="").exists():
        return "answered before"
    if Event.objects.filter(conversation_id=conversation.pk, name=ConversationUnmarkedSpam.name).exists():
        return "an agent said that it is none"
    return ""
