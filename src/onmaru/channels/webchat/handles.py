"""The handles under which customers are known who chat. Pure.

Each widget has a name space of its own: customer 12 of one shop is not customer 12 of another. Handles are compared without regard to
case, ids of a shop are not: one that would be taken for another carries its digest.
"""

import hashlib
import secrets

from onmaru.customers.handles import normalised
from onmaru.inbox.models import Channel


def anonymous(channel: Channel) -> str:
    return f"visitor-{secrets.token_hex(6)}@{channel.handle}"


def proven(channel: Channel, external_id: str) -> str:
    plain = f"{external_id}@{channel.handle}"
    if normalised(plain) == plain and not external_id.startswith("visitor-") and "#" not in external_id:
        return plain
    digest = hashlib.sha256(external_id.encode()).hexdigest()[:24]
    return f"{normalised(external_id)[:80]}#{digest}@{channel.handle}"
