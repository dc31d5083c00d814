from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from onmaru.channels.webchat.actions.say import Said
from onmaru.channels.webchat.api.door import VisitorDoor, said
from onmaru.channels.webchat.api.messages import take_in
from onmaru.channels.webchat.api.pre_chat import answered
from onmaru.channels.webchat.api.reading import Given
from onmaru.channels.webchat.api.refusal import Refusal
from onmaru.channels.webchat.models import Chat, Line
from onmaru.inbox import rich
from onmaru.inbox.models import Message
from onmaru.inbox.pressing import pressed
from onmaru.inbox.rich import LONGEST_VALUE, Button, Card, Carousel, Form, QuickReplies, Rich
from onmaru.kit.rows import one

HUMAN = "human"


class Postbacks(VisitorDoor):
    """Pressing a button of a message, or sending a form that stood in one. It is filed as what it says."""

    def post(self, request: HttpRequest, key: str) -> JsonResponse:
        chat, given = self.chat(key), self.read()
        client_id = given.client_id()
        source = given.key("source_message_id", required=False)
        payload = given.text("payload", LONGEST_VALUE)
        # What the button was called on the visitor's screen is ours to know.
        given.text("title", 500)
        values = given.inner("values")
        given.done()
        if payload == HUMAN and not source:
            text, asks = _("I would like to talk to a person."), True
        else:
            message, text = _words(chat, source, payload, values)
            asks = pressed(message, payload)
        shown, is_new = take_in(self, chat, Said(client_id, text, reply_to=source, asks=asks))
        return said(shown, 201 if is_new else 200)


def _words(chat: Chat, source: str, payload: str, values: Given | None) -> tuple[Message, str]:
    found = one(Line.objects.filter(chat=chat, key=source, message__direction="out").select_related("message")) if source else None
    message = found.message if found else None
    content: Any = message.rich if message else None
    if message is None or not content:
        raise Refusal(422, "unknown_button", _("This cannot be pressed any more."), "source_message_id")
    shape = rich.read(content)
    if isinstance(shape, Form):
        filled = answered(values or Given({}, "values."), shape.fields)
        if values:
            values.done()
        return message, "\n".join([shape.title, *(f"{label}: {value}" for label, value in filled.items())])
    button = next((one for one in _buttons(shape) if one.kind == "postback" and one.value == payload), None)
    if button is None:
        raise Refusal(422, "unknown_button", _("This cannot be pressed any more."), "payload")
    return message, button.title


def _buttons(shape: Rich) -> tuple[Button, ...]:
    if isinstance(shape, QuickReplies):
        return shape.replies
    if isinstance(shape, Carousel):
        return tuple(button for card in shape.cards for button in card.buttons)
    return shape.buttons if isinstance(shape, Card) else ()
