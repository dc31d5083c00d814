import hashlib
import secrets
from datetime import timedelta

from django.db import transaction

from onmaru.customers.handles import normalised
from onmaru.customers.models import Identity
from onmaru.inbox.models import Conversation, PortalKey
from onmaru.kit import clock
from onmaru.kit.crypto import signature

# Long enough to find the mail, short enough that a mailbox read later opens nothing.
KEY_LASTS = timedelta(minutes=15)
WINDOW = timedelta(minutes=15)
FOR_ONE_HANDLE, FROM_ONE_CALLER = 3, 10


class TooOften(Exception):
    """The same caller asked again and again."""


@transaction.atomic
def ask_for_key(handle: str, caller: str) -> PortalKey:
    """Note that somebody wants to see the inquiries of an address. Known or not, it costs the same and looks the same."""
    now, handle = clock.now(), normalised(handle)
    lately = PortalKey.objects.filter(asked_at__gt=now - WINDOW)
    caller_digest, handle_digest = signature("portal caller", caller), signature("portal handle", handle)
    if lately.filter(asked_from=caller_digest)[:FROM_ONE_CALLER].count() >= FROM_ONE_CALLER:
        raise TooOften
    # An address gets a few mails and no more, whoever asks; they are not told, because it is not theirs to know.
    enough = lately.filter(handle_digest=handle_digest)[:FOR_ONE_HANDLE].count() >= FOR_ONE_HANDLE
    known = Identity.objects.filter(sort="email", handle=handle).first()
    return PortalKey.objects.create(
        identity=None if enough or known is None or not _wrote(known) else known,
        handle_digest=handle_digest,
        asked_from=caller_digest,
        asked_at=now,
        expires_at=now + KEY_LASTS,
    )


@transaction.atomic
def cut_key(asked: int) -> tuple[Identity, str] | None:
    """Make the key that is mailed; None where nobody gets one. Made anew by a second run, and the first opens nothing then."""
    row = PortalKey.objects.select_for_update(of=("self",)).select_related("identity__customer").filter(pk=asked, used_at=None).first()
    if row is None or row.identity is None:
        return None
    key = secrets.token_urlsafe(32)
    row.key_digest, row.expires_at = _digest(key), clock.now() + KEY_LASTS
    row.save(update_fields=["key_digest", "expires_at"])
    return row.identity, key


@transaction.atomic
def use_key(key: str) -> Identity | None:
    """Whose key it is, once; None for one that was used, is too old, or never was."""
    row = PortalKey.objects.filter(key_digest=_digest(key), used_at=None, expires_at__gt=clock.now())
    found = row.select_related("identity__customer__person").first()
    # The conditional update is what lets of two presses one in.
    return found.identity if found and row.update(used_at=clock.now()) else None


def key_is_good(key: str) -> bool:
    return PortalKey.objects.filter(key_digest=_digest(key), used_at=None, expires_at__gt=clock.now()).exists()


def _wrote(identity: Identity) -> bool:
    return Conversation.objects.of_person(identity.customer).exists()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
