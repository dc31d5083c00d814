from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from onmaru.channels.webchat import handles
from onmaru.channels.webchat.actions.absorb import absorb
from onmaru.channels.webchat.models import Session, Visitor
from onmaru.channels.webchat.tokens import hashed, new_token
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.kit.rows import one

LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Opening:
    """`external_id` was proven; name, e-mail and phone are only what the page says."""

    visitor_token: str = ""
    external_id: str = ""
    origin: str = ""
    language: str = ""
    time_zone: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    consent_version: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """`visitor_token` is empty for whom the shop vouches: their browser must keep nothing that opens their chats."""

    session: Session
    session_token: str
    visitor_token: str


@transaction.atomic
def open_session(channel: Channel, said: Opening) -> Opened:
    """Let a visitor in for a day. One who has now proven who they are brings along what they wrote before."""
    now = clock.now()
    before = _anonymous(channel, said.visitor_token)
    token = ""
    if said.external_id:
        visitor = _proven(channel, said, now)
        if before:
            absorb(before, visitor)
    else:
        token = said.visitor_token if before else new_token()
        visitor = before or _new(channel, now, handles.anonymous(channel), said, token_hash=hashed(token))
    _note(visitor, said, now)
    session_token = new_token()
    session = Session.objects.create(
        visitor=visitor,
        token_hash=hashed(session_token),
        origin=said.origin[:300],
        language=said.language[:5],
        created_at=now,
        expires_at=now + LASTS,
    )
    return Opened(session, session_token, token)


def _anonymous(channel: Channel, token: str) -> Visitor | None:
    """Whose browser keeps this token. One who was proven since has none."""
    return one(Visitor.objects.select_for_update().filter(channel=channel, token_hash=hashed(token))) if token else None


def _proven(channel: Channel, said: Opening, now: datetime) -> Visitor:
    known = one(Visitor.objects.select_for_update().filter(channel=channel, external_id=said.external_id))
    return known or _new(channel, now, handles.proven(channel, said.external_id), said, external_id=said.external_id)


def _new(channel: Channel, now: datetime, handle: str, said: Opening, **known_by: str) -> Visitor:
    # Two tabs may open at once: the second finds what the first made.
    known = {"channel": channel, **known_by}
    return Visitor.objects.get_or_create(**known, defaults={"handle": handle, "created_at": now, "seen_at": now})[0]


def _note(visitor: Visitor, said: Opening, now: datetime) -> None:
    """What they say of themselves now; silence changes nothing."""
    facts = {"name": said.name[:120], "email": said.email[:254], "phone": said.phone[:40], "language": said.language[:5]}
    changed: dict[str, object] = {name: value for name, value in facts.items() if value and value != getattr(visitor, name)}
    if said.time_zone and said.time_zone != visitor.time_zone:
        changed["time_zone"] = said.time_zone[:64]
    if said.consent_version and said.consent_version != visitor.consent_version:
        changed |= {"consent_version": said.consent_version[:40], "consented_at": now}
    changed["seen_at"] = now
    Visitor.objects.filter(pk=visitor.pk).update(**changed)
    for name, value in changed.items():
        setattr(visitor, name, value)
