from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.actions.revise import TooLate, revise, take_back
from onmaru.channels.webchat.actions.say import NotFiled, Said, say
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import VisitorDoor, said
from onmaru.channels.webchat.api.reading import Given
from onmaru.channels.webchat.api.refusal import Refusal, invalid
from onmaru.channels.webchat.kind import KIND
from onmaru.channels.webchat.models import Chat, Line, Upload, Visitor
from onmaru.channels.webchat.shown import message_shown
from onmaru.inbox.actions.correct import CannotChange

MOST_FILES = 5


class Messages(VisitorDoor):
    """Writing into a conversation. The same `client_id` again is the same message."""

    def post(self, request: HttpRequest, key: str) -> JsonResponse:
        chat = self.chat(key)
        given = self.read()
        message = posted(given, self.visitor)
        given.done()
        shown, is_new = take_in(self, chat, message)
        return said(shown, 201 if is_new else 200)


class Message(VisitorDoor):
    """A message that the visitor wrote: correcting it and taking it back, for a while."""

    def patch(self, request: HttpRequest, key: str) -> JsonResponse:
        line, given = self.line(key), self.read()
        text = given.text("text", KIND.can.max_text, required=True, lines=True)
        given.done()
        rates.count((rates.MESSAGES_OF_VISITOR, self.visitor.pk))
        with refusing():
            revise(line, text)
        return said(self._shown(key))

    def delete(self, request: HttpRequest, key: str) -> JsonResponse:
        with refusing():
            take_back(self.line(key))
        return said(self._shown(key))

    def _shown(self, key: str) -> dict[str, Any]:
        line = self.line(key)
        assert line.message is not None
        return message_shown(line.chat, line, line.message, list(line.message.attachments.all()))


@contextmanager
def refusing() -> Iterator[None]:
    try:
        yield
    except TooLate as late:
        raise Refusal(409, "too_late", _("Messages can be changed for fifteen minutes.")) from late
    except CannotChange as gone:
        raise Refusal(409, "gone", _("This message was taken back.")) from gone


def posted(given: Given, visitor: Visitor) -> Said:
    """A message as a widget sends it. Raises Refusal."""
    client_id = given.client_id()
    given.choice("type", ("text", "file", "image"), default="text")
    text = given.text("text", KIND.can.max_text, lines=True)
    files = [_upload(name, number, visitor) for number, name in enumerate(given.listed("uploads", MOST_FILES))]
    if given.has("upload_id"):
        files.append(_upload(given.key("upload_id"), 0, visitor))
    reply_to = given.key("reply_to", required=False)
    if not text and not files:
        raise invalid(f"{given.at}text", _("Write something first."))
    return Said(client_id, text, tuple(files), reply_to)


def _upload(key: Any, number: int, visitor: Visitor) -> Upload:
    found = Upload.objects.filter(visitor=visitor, key=key).first() if isinstance(key, str) else None
    if found is None:
        raise Refusal(422, "unknown_upload", _("This file did not arrive. Please choose it again."), f"uploads.{number}")
    return found


def take_in(door: VisitorDoor, chat: Chat, message: Said) -> tuple[dict[str, Any], bool]:
    """File it now, and how it is shown; and whether it is new. What was sent before costs nothing of what may be sent."""
    line = Line.objects.filter(chat=chat, client_id=message.client_id, sort=Line.Sort.CREATED).select_related("message").first()
    is_new = line is None
    if line is None:
        rates.count(
            (rates.MESSAGES_OF_VISITOR, door.visitor.pk),
            (rates.MESSAGES_OF_ADDRESS, door.address),
            (rates.MESSAGES_OF_CHANNEL, door.channel.pk),
        )
        try:
            line, is_new = say(chat, door.visitor, message, door.body, door.session.language)
        except NotFiled as later:
            # It is kept and will be filed; asking again with the same name tells how that went.
            raise Refusal(503, "busy", _("This takes a little longer. It will be sent by itself."), retry_after=2) from later
    assert line.message is not None
    return message_shown(chat, line, line.message, list(line.message.attachments.all()) if message.uploads else []), is_new
