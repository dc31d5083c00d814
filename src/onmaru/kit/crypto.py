"""Keys made from the deployment's secret, and what they do: encrypt at rest, sign what leaves the house."""

import base64
import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


def derived_key(purpose: str, secret: str | None = None) -> bytes:
    """32 bytes for one purpose (HKDF-like, by HMAC-SHA256), so that a key leaked from one use opens no other."""
    return hmac.new((secret or settings.SECRET_KEYS[0]).encode(), f"onmaru:{purpose}".encode(), hashlib.sha256).digest()


@cache
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived_key("fields", secret))) for secret in secrets])


def fernet() -> MultiFernet:
    """Encrypts with the newest key and decrypts with any: rotation is putting a new key in front."""
    return _fernet(tuple(settings.SECRET_KEYS))


def signature(purpose: str, text: str, length: int = 64) -> str:
    """The first `length` hex digits of an HMAC-SHA256 under the newest key."""
    return hmac.new(derived_key(purpose), text.encode(), hashlib.sha256).hexdigest()[:length]


def signature_fits(purpose: str, text: str, given: str) -> bool:
    """Whether `given` was made by `signature` under any of our keys; in constant time for each."""
    fits = False
    # As bytes: letters that are none of ours cannot be compared in constant time.
    said = given.lower().encode("utf-8", "replace")
    for secret in settings.SECRET_KEYS:
        made = hmac.new(derived_key(purpose, secret), text.encode(), hashlib.sha256).hexdigest()[: len(given)]
        fits |= len(given) >= 10 and hmac.compare_digest(made.encode(), said)
    return fits


def seal(plain: bytes) -> bytes:
    """AES-256-GCM under the newest key: 12 bytes of nonce, then the ciphertext with its tag."""
    nonce = os.urandom(12)
    return nonce + AESGCM(derived_key("bytes")).encrypt(nonce, plain, None)


def open_sealed(sealed: bytes) -> bytes:
    """What `seal` was given, under any of our keys. Raises InvalidTag when it was made by none of them, or changed."""
    for secret in settings.SECRET_KEYS:
        try:
            return AESGCM(derived_key("bytes", secret)).decrypt(sealed[:12], sealed[12:], None)
        except InvalidTag:
            continue
    raise InvalidTag
