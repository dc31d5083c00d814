from typing import Any

from django.http import HttpRequest, JsonResponse

from onmaru.channels.webchat.actions.begin import begin
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import VisitorDoor, said
from onmaru.channels.webchat.api.messages import posted, take_in
from onmaru.channels.webchat.api.pre_chat import filled_in
from onmaru.channels.webchat.shown import conversation_shown, earlier, events

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
            chat.refresh_from_db()
        return said({**conversation_shown(chat), **answer}, 201 if is_new else 200)

    def _allowed(self) -> None:
        rates.count((rates.CONVERSATIONS_OF_VISITOR, self.visitor.pk), (rates.CONVERSATIONS_OF_ADDRESS, self.address))


class Conversation(VisitorDoor):
    def get(self, request: HttpRequest, key: str) -> JsonResponse:
        return said(conversation_shown(self.chat(key)))


class Events(VisitorDoor):
    """What happened after a place (`after`), or the latest before one (`before`): the truth that the stream only hints at."""

    def get(self, request: HttpRequest, key: str) -> JsonResponse:
        chat = self.chat(key)
        limit = max(_whole(request, "limit", 50, MOST_EVENTS), 1)
        answer: dict[str, Any] = {"conversation": conversation_shown(chat)}
        if "before" in request.GET:
            found, more = earlier(chat, _whole(request, "before", 2**31 - 1, 2**31 - 1), limit)
            return said({**answer, "events": found, "next_seq": found[-1]["seq"] if found else 0, "has_earlier": more, "has_more": False})
        after = _whole(request, "after", 0, 2**31 - 1)
        found, more = events(chat, after, limit)
        return said({**answer, "events": found, "next_seq": found[-1]["seq"] if found else after, "has_more": more})


def _whole(request: HttpRequest, name: str, otherwise: int, most: int) -> int:
    given = request.GET.get(name, "")
    return min(int(given), most) if given.isascii() and given.isdecimal() and len(given) < 12 else otherwise
