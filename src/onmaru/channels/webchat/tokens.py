"""Secrets that visitors hold. We keep only what they hash to, so that whoever reads the database can speak for nobody."""

import hashlib
import secrets

# Bytes of randomness: nobody guesses one, so a plain hash is enough to look one up by.
SECRET = 32
# Opaque names of things: they need not be secret, since the token decides, but they tell nothing either.
NAME = 15


def new_token() -> str:
    return secrets.token_urlsafe(SECRET)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_key() -> str:
    """20 characters that stand for a conversation, a message or a file in addresses."""
    return secrets.token_urlsafe(NAME)


def new_widget_id() -> str:
    return f"w_{secrets.token_hex(8)}"
