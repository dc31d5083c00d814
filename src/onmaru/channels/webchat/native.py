"""The visitors' stream, served by the front itself: thousands of widgets may be open."""

from onmaru.channels.webchat.attendance import attending
from onmaru.channels.webchat.whisper import CHANNEL
from onmaru.events.admission import Admission
from onmaru.events.ears import ears_on
from onmaru.events.rooms import Rooms
from onmaru.events.stream import Scope, Stream
from onmaru.kit.callers import address_in

LONGEST_TOKEN = 100


def visitors() -> Stream:
    """
    event: hello     fetch what you show
    event: changed   {"conversation": "…", "seq": 17}
    event: typing    {"conversation": "…", "who": "agent", "name": "김민지", "on": true}
    event: queue, config   ask again for your place, for what the widget offers
    """
    return Stream(bearer, Admission(attending), Rooms(ears_on(CHANNEL)), address_in)


def bearer(scope: Scope) -> str:
    """The session's token; empty where none came along."""
    given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    scheme, _space, token = given.decode("latin-1").partition(" ")
    return token if scheme.lower() == "bearer" and len(token) <= LONGEST_TOKEN else ""


NATIVE = {"/api/widget/v1/stream": visitors}
