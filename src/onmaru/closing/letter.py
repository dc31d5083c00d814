"""What a customer gets who is asked: in their language, in the way that their channel shows. Reads only."""

from dataclasses import dataclass

from onmaru.closing import wording
from onmaru.closing.models import Question, QuestionText
from onmaru.inbox.models import Conversation
from onmaru.inbox.portal.links import address_for
from onmaru.inbox.rich import Button, QuickReplies
from onmaru.people.models import Shop

# The beginning of what a button says when it is pressed.
PRESSED = "solved"


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    html: str = ""
    rich: QuickReplies | None = None


def letter_for(question: Question, conversation: Conversation) -> Letter:
    person, channel = conversation.customer.merged, conversation.channel
    language = wording.spoken(conversation.language or person.language or channel.language)
    words, way = wording.of(language), QuestionText.Way.CHAT if channel.can.rich else QuestionText.Way.MAIL
    own = QuestionText.objects.filter(kind=question.kind, way=way, language=language).values_list("text", flat=True).first() or ""
    shop = Shop.objects.first()
    # Kept as plain addresses; the keys are put in as it leaves.
    address = address_for(conversation)
    yes, no = (f"{address}solved/{question.pk}/{answer}/" if address else "" for answer in ("yes", "no"))
    asked = wording.Asked(question.kind, person.name, shop.name if shop else channel.name, str(conversation.pk), yes, no)
    if channel.can.rich:
        text = wording.short(asked, words, own)
        replies = (
            Button("postback", words.YES, f"{PRESSED}:{question.pk}:yes"),
            Button("postback", words.NO, f"{PRESSED}:{question.pk}:no"),
        )
        return Letter(text, rich=QuickReplies(text, replies))
    return Letter(wording.letter(asked, words, own), wording.letter_as_html(asked, words, own) if channel.can.html else "")
