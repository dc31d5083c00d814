"""The door of every address of the widget: JSON in, JSON out, in the visitor's language, and only for who holds a session's token."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from onmaru.channels.origins import origin_of
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.reading import LARGEST, Given, read
from onmaru.channels.webchat.api.refusal import HEADERS, Refusal, not_found, session_expired
from onmaru.channels.webchat.attendance import NEWS, note_here
from onmaru.channels.webchat.models import Chat, Line, Session, Visitor
from onmaru.channels.webchat.tokens import hashed
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.kit.callers import address_of
from onmaru.kit.prepared import prepared
from onmaru.kit.rows import one

LONGEST_TOKEN = 100


# No cookie decides anything here, so there is nothing that a foreign page could make a browser do in somebody's name.
@method_decorator(csrf_exempt, name="dispatch")
class Door(View):
    """An address that anybody may call, from our own pages."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language_of(request)):
            try:
                refuse_foreign(request)
                self.enter(request)
                return super().dispatch(request, *args, **kwargs)
            except Refusal as refusal:
                return refusal.response

    def enter(self, request: HttpRequest) -> None:
        self.address = address_of(request)

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return Refusal(405, "not_allowed", _("This is not understood.")).response

    def read(self) -> Given:
        """The body. A large one is not read at all."""
        if self.request.content_type != "application/json":
            raise Refusal(415, "not_json", _("This is not understood."))
        self.body = self.request.read(LARGEST + 1)
        return read(self.body)


class VisitorDoor(Door):
    """An address of the visitor whose session's token comes along."""

    session: Session
    visitor: Visitor
    channel: Channel

    def enter(self, request: HttpRequest) -> None:
        super().enter(request)
        self.session = entered(request)
        self.visitor = self.session.visitor
        self.channel = self.visitor.channel
        rates.count((rates.CALLS_OF_VISITOR, self.visitor.pk))
        translation.activate(self.session.language or self.channel.language)
        if self.visitor.seen_at < clock.now() - NEWS:
            note_here({self.visitor.pk})

    def chat(self, key: str) -> Chat:
        """One of the visitor's own. Somebody else's is not found, as is one that never was."""
        for found in _own_chat(self.visitor.pk, key):
            return found
        raise not_found()

    def line(self, key: str) -> Line:
        """The line that shows a message which the visitor wrote."""
        theirs = Line.objects.filter(chat__visitor=self.visitor, key=key, message__direction="in")
        found = one(theirs.select_related("chat", "message__channel", "message__identity"))
        if found is None:
            raise not_found()
        return found


def entered(request: HttpRequest) -> Session:
    """The session whose token came along. Raises Refusal."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and 0 < len(token) <= LONGEST_TOKEN:
        for session in _opened(hashed(token), clock.now()):
            return session
    raise session_expired()


@prepared
def _opened(token: str, now: datetime) -> QuerySet[Session]:
    # The channel's settings are encrypted, and most calls have no need of them.
    known = Session.objects.valid(now).select_related("visitor__channel").defer("visitor__channel__settings")
    return known.filter(token_hash=token)


@prepared
def _own_chat(visitor: int, key: str) -> QuerySet[Chat]:
    return Chat.objects.select_related("conversation__merged_into", "conversation__assignee").filter(visitor=visitor, key=key)


def language_of(request: HttpRequest) -> str:
    """Until the session is known: what the browser asks for."""
    return translation.get_language_from_request(request)


def refuse_foreign(request: HttpRequest) -> None:
    """A browser says which page a request comes from; only the widget's own page, which is ours, has any business here."""
    origin = request.headers.get("Origin", "")
    if origin and not is_ours(origin, request):
        raise foreign_origin()


def is_ours(origin: str, request: HttpRequest) -> bool:
    return origin in {origin_of(settings.PUBLIC_URL), f"{request.scheme}://{request.get_host()}"}


def foreign_origin() -> Refusal:
    return Refusal(403, "origin_not_allowed", _("This page is not allowed to show this chat."))


def said(data: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(data, status=status, headers=HEADERS)


def nothing() -> HttpResponse:
    return HttpResponse(status=204, headers=HEADERS)
