from datetime import timedelta

from django.db import transaction

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.models import Line
from onmaru.events import actor
from onmaru.events.actor import SYSTEM, Actor
from onmaru.inbox.actions.correct import correct, withdraw
from onmaru.inbox.models import Message
from onmaru.kit import clock

# So long a visitor may correct or take back what they wrote.
WINDOW = timedelta(minutes=15)


class TooLate(ValueError):
    """The time in which it could be changed is over."""


@transaction.atomic
def revise(line: Line, text: str) -> None:
    """A visitor corrects their message. Raises TooLate and CannotChange."""
    message = _theirs(line)
    if message.text != text:
        correct(message, text, _by(message))
        append(line.chat_id, Line.Sort.UPDATED, message)


@transaction.atomic
def take_back(line: Line) -> None:
    """A visitor takes their message back. Raises TooLate; taken back before, nothing happens."""
    if line.message and line.message.deleted_at:
        return
    message = _theirs(line)
    withdraw(message, _by(message))
    append(line.chat_id, Line.Sort.DELETED, message)


def _theirs(line: Line) -> Message:
    message = line.message
    assert message is not None
    if clock.now() - message.created_at > WINDOW:
        raise TooLate
    return message


def _by(message: Message) -> Actor:
    return actor.customer(message.identity.customer_id) if message.identity else SYSTEM
