from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.actions.attend import note_delivered, note_read, tell_typing
from onmaru.channels.webchat.actions.begin import begin
from onmaru.channels.webchat.actions.leave import end, leave
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import VisitorDoor, nothing, said
from onmaru.channels.webchat.api.messages import posted, take_in
from onmaru.channels.webchat.api.pre_chat import filled_in, is_email, is_phone
from onmaru.channels.webchat.api.reading import Given
from onmaru.channels.webchat.api.refusal import Refusal, invalid
from onmaru.channels.webchat.jobs import send_transcript
from onmaru.channels.webchat.shown import conversation_shown, events, events_before, facts_shown
from onmaru.kit.jobs import enqueue

MOST = 50
MOST_EVENTS = 200


class Conversations(VisitorDoor):
    """The visitor's own conversations, newest first (GET), and beginning one (POST)."""

    def get(self, request: HttpRequest, **more: Any) -> JsonResponse:
        rows = self.visitor.chats.select_related("conversation__merged_into").order_by("-id")[:MOST]
        return said({"conversations": [conversation_shown(chat) for chat in rows]})

    def post(self, request: HttpRequest, **more: Any) -> JsonResponse:
        given = self.read()
        client_id = given.client_id()
        asked = filled_in(given, self.channel)
        first = given.inner("message")
        message = posted(first, self.visitor) if first else None
        if first:
            first.done()
        given.done()
        chat, is_new = begin(self.visitor, client_id, asked, allowed=self._allowed)
        answer: dict[str, Any] = {}
        if message:
            answer["message"] = take_in(self, chat, message)[0]
            chat = self.chat(chat.key)
        return said({**facts_shown(chat), **answer}, 201 if is_new else 200)

    def _allowed(self) -> None:
        rates.count((rates.CONVERSATIONS_OF_VISITOR, self.visitor.pk), (rates.CONVERSATIONS_OF_ADDRESS, self.address))


class Conversation(VisitorDoor):
    def get(self, request: HttpRequest, key: str) -> JsonResponse:
        return said(facts_shown(self.chat(key)))


class Events(VisitorDoor):
    """What happened in a conversation: after a place, which is the truth that the stream only hints at, or before one (`before`, which
    may be empty for the latest)."""

    def get(self, request: HttpRequest, key: str) -> JsonResponse:
        chat = self.chat(key)
        after, limit = _whole(request, "after", 0, 2**31 - 1), max(_whole(request, "limit", 50, MOST_EVENTS), 1)
        answer: dict[str, Any] = {"has_more": False}
        if "before" in request.GET:
            found, answer["has_earlier"] = events_before(chat, _whole(request, "before", 0, 2**31 - 1) or None, limit)
        else:
            found, answer["has_more"] = events(chat, after, limit)
        reached = found[-1]["seq"] if found else after
        # Only what was given has arrived, whatever place was asked for.
        if found and reached > chat.delivered_seq:
            note_delivered(chat, reached)
        return said({"events": found, "next_seq": reached, "conversation": facts_shown(chat), **answer})


class Reading(VisitorDoor):
    """The visitor has looked at everything up to a line."""

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        chat, given = self.chat(key), self.read()
        up_to = given.number("up_to_seq", 0, 2**31 - 1)
        given.done()
        note_read(chat, up_to)
        return nothing()


class Typing(VisitorDoor):
    """The visitor writes, or stopped. What comes too often is passed over without a word."""

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        chat, given = self.chat(key), self.read()
        on = given.choice("state", ("on", "off")) == "on"
        given.done()
        if not on or rates.TYPING_OF_VISITOR.allows(str(self.visitor.pk)):
            tell_typing(chat, on)
        return nothing()


class Close(VisitorDoor):
    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        chat = self.chat(key)
        self.read().done()
        end(chat)
        return nothing()


class Leave(VisitorDoor):
    """Going, and being answered by e-mail or phone, without losing the place in the queue."""

    def post(self, request: HttpRequest, key: str) -> JsonResponse:
        chat, given = self.chat(key), self.read()
        how, address = reachable(given)
        given.done()
        if chat.conversation is None:
            raise Refusal(409, "nothing_asked", _("Write first what it is about."))
        rates.count((rates.LEAVINGS_OF_VISITOR, self.visitor.pk))
        leave(chat, how, address)
        return said(facts_shown(self.chat(key)))


def reachable(given: Given) -> tuple[str, str]:
    how, address = given.choice("how", ("email", "phone")), given.text("address", 254)
    if not address:
        raise invalid("address", _("Please enter an e-mail address or a phone number."))
    if not (is_email(address) if how == "email" else is_phone(address)):
        raise invalid("address", _("Please check what you entered here."))
    return how, address


class Transcript(VisitorDoor):
    """What was said, by e-mail to the visitor."""

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        chat, given = self.chat(key), self.read()
        address = given.text("email", 254, required=True)
        given.done()
        if not is_email(address):
            raise invalid("email", _("Please check what you entered here."))
        rates.count((rates.TRANSCRIPTS_OF_VISITOR, self.visitor.pk), (rates.TRANSCRIPTS_OF_ADDRESS, self.address))
        enqueue(send_transcript, chat_id=chat.pk, address=address, language=translation.get_language() or "ko")
        return nothing()


def _whole(request: HttpRequest, name: str, otherwise: int, most: int) -> int:
    given = request.GET.get(name, "")
    return min(int(given), most) if given.isascii() and given.isdecimal() and len(given) < 12 else otherwise
