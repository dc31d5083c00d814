"""An answer to press in a chat."""

from onmaru.closing.actions.answer_question import say_no, say_yes
from onmaru.closing.letter import PRESSED
from onmaru.closing.models import Question
from onmaru.inbox.models import Message
from onmaru.inbox.pressing import pressing


@pressing(PRESSED)
def answered(message: Message, value: str) -> bool:
    """A yes asks nothing: what is resolved stays resolved, and who is still waiting goes on waiting."""
    number, _colon, answer = value.partition(":")
    question = Question.objects.select_related("conversation", "episode__resolved_by").filter(pk=number, message=message).first()
    if question is None:
        return True
    if answer == Question.Answer.YES:
        say_yes(question)
        return False
    say_no(question)
    return True
