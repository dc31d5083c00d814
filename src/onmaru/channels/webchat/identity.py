"""Whether the shop itself says who its visitor is: an HMAC-SHA256 over the customer's id in the shop, made by the shop's server. Pure.

Without an end: `hex(HMAC-SHA256(secret, external_id))`. With one: over `external_id`, a line feed, and the second (Unix time) from which it
counts no more. An id holds no line feed, so that the two can never be taken for each other. E-mail, name and phone that come along are
not part of it: they are what the page says, and prove nothing.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Claim:
    external_id: str
    hash: str
    expires: int | None = None


def signed(secret: str, external_id: str, expires: int | None = None) -> str:
    """What the shop's server puts beside the id."""
    text = external_id if expires is None else f"{external_id}\n{expires}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def holds(claim: Claim, secrets: Iterable[str], now: datetime, must_expire: bool = False) -> bool:
    """Whether one of the shop's secrets made it and it still counts. Takes as long for a wrong one as for a right one."""
    # Half of a letter can be written in JSON, but no shop has signed one.
    if not is_id(claim.external_id):
        return False
    given = claim.hash.strip().lower().encode("utf-8", "replace")
    fits = False
    for secret in secrets:
        fits |= bool(secret) & hmac.compare_digest(signed(secret, claim.external_id, claim.expires).encode(), given)
    in_time = not must_expire if claim.expires is None else now.timestamp() < claim.expires
    return fits and in_time


def is_id(external_id: str) -> bool:
    return 0 < len(external_id) <= LONGEST_ID and external_id == external_id.strip() and external_id.isprintable()
