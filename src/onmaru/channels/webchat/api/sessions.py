from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from onmaru.channels.origins import origin_of
from onmaru.channels.webchat.actions.open_session import Opening, open_session
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.config import SPOKEN, channel_of
from onmaru.channels.webchat.api.door import Door, foreign_origin, is_ours, said
from onmaru.channels.webchat.api.reading import Given
from onmaru.channels.webchat.api.refusal import Refusal
from onmaru.channels.webchat.configured import config
from onmaru.channels.webchat.identity import Claim, holds
from onmaru.channels.webchat.settings import WebchatSettings, of
from onmaru.channels.webchat.shown import conversation_shown, latest
from onmaru.kit import clock

LONGEST_ADDRESS = 2000


class Sessions(Door):
    """Letting a visitor in: by the token their browser keeps, by the shop's word, or as somebody new."""

    def post(self, request: HttpRequest, **more: Any) -> JsonResponse:
        rates.count((rates.SESSIONS_OF_ADDRESS, self.address))
        given = self.read()
        channel = channel_of(given.text("widget_id", 100, required=True))
        kept = of(channel)
        page = given.inner("page", required=True)
        assert page is not None
        origin = origin_of(page.text("origin", 300, required=True))
        for name in ("url", "title", "referrer"):
            page.text(name, LONGEST_ADDRESS)
        page.done()
        # Our own pages (a preview, the portal) may show every widget.
        if not (kept.allows(origin) or is_ours(origin, request)):
            raise foreign_origin()
        spoken = given.text("locale", 35)[:2].lower()
        opening = Opening(
            visitor_token=given.text("visitor_token", 100),
            origin=origin,
            language=spoken if spoken in SPOKEN else channel.language,
            time_zone=given.text("timezone", 64),
            consent_version=given.text("consent_version", 40),
            **_identity(given.inner("identity"), kept),
        )
        given.done()
        opened = open_session(channel, opening)
        chat = latest(opened.session.visitor_id)
        with translation.override(opening.language):
            answer: dict[str, Any] = {
                "session_token": opened.session_token,
                "visitor_token": opened.visitor_token or None,
                "identified": bool(opening.external_id),
                "expires_at": opened.session.expires_at.isoformat(),
                "conversation": conversation_shown(chat) if chat else None,
                "cursor": chat.last_seq if chat else 0,
                "config": config(channel, kept),
            }
        return said(answer, 201)


def _identity(given: Given | None, kept: WebchatSettings) -> dict[str, str]:
    """Who the shop says it is. A claim that does not hold is refused: nobody is let in as less than they claimed to be."""
    refused = Refusal(401, "invalid_identity", _("The shop could not tell who you are. Please sign in there once more."))
    if given is None:
        if kept.require_identity:
            raise refused
        return {}
    # A shop's number of a customer may be sent as a number.
    claimed = str(given.data["external_id"]) if isinstance(given.data.get("external_id"), int) else given.data.get("external_id")
    given.asked.update({"external_id", "hash", "expires"})
    expires = given.number("expires", 0, 10**11) if given.has("expires") else None
    facts = {name: given.text(name, longest) for name, longest in (("name", 120), ("email", 254), ("phone", 40))}
    given.done()
    proof = given.data.get("hash")
    if not isinstance(claimed, str) or not isinstance(proof, str) or len(proof) > 200:
        raise refused
    if not holds(Claim(claimed, proof, expires), [one.value for one in kept.secrets], clock.now(), kept.identity_expires):
        raise refused
    return {"external_id": claimed, **facts}
