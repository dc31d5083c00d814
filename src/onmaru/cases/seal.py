"""The seal of a record: its hash, and a signature that anybody can check who has the desk's public key."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from onmaru.kit.crypto import derived_key

PURPOSE = "case exports"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The record as it was hashed, and what proves whose it is; all in hex but the record."""

    record: bytes
    sha256: str
    signature: str
    public_key: str

    def as_json(self) -> bytes:
        return canonical(
            {"sha256": self.sha256, "signature": self.signature, "public_key": self.public_key, "algorithm": "Ed25519 of the sha256"}
        )


def canonical(value: Mapping[str, Any]) -> bytes:
    """One way to write a value: keys in order, no space, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def seal(record: Mapping[str, Any]) -> Sealed:
    """Hash and sign under the newest key."""
    written = canonical(record)
    digest = hashlib.sha256(written)
    private = Ed25519PrivateKey.from_private_bytes(derived_key(PURPOSE))
    return Sealed(written, digest.hexdigest(), private.sign(digest.digest()).hex(), private.public_key().public_bytes_raw().hex())


def fits(record: bytes, sha256: str, signature: str, public_key: str) -> bool:
    """Whether the record has this hash and the holder of this key signed it."""
    digest = hashlib.sha256(record)
    if digest.hexdigest() != sha256:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), digest.digest())
    except (InvalidSignature, ValueError):
        return False
    return True


def own_keys() -> list[str]:
    """The public keys of this desk, the newest first: a rotated key still proves what it signed."""
    keys = (Ed25519PrivateKey.from_private_bytes(derived_key(PURPOSE, secret)) for secret in settings.SECRET_KEYS)
    return [key.public_key().public_bytes_raw().hex() for key in keys]
