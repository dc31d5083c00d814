"""Message encryption for web push (RFC 8291) in the aes128gcm content coding (RFC 8188). Pure.

Written here in fifty lines because the libraries for it bring a second and a third HTTP client, which would fetch past our guard.
"""

import base64
import os

from cryptography.exceptions import InvalidTag as InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

RECORD = 4096
# One record: 16 bytes of tag and one that ends the padding.
LONGEST = RECORD - 17


class UnusableKeys(ValueError):
    """The browser's keys are none."""


def encrypt(plain: bytes, p256dh: str, auth: str, *, private: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None) -> bytes:
    """The body of a push that only the browser with these keys can read. `private` and `salt` are given by tests alone."""
    if len(plain) > LONGEST:
        raise ValueError("too long for a push")
    theirs, secret = _point(p256dh), unpadded(auth)
    if len(secret) != 16:
        raise UnusableKeys("the authentication secret has 16 bytes")
    private, salt = private or ec.generate_private_key(ec.SECP256R1()), salt or os.urandom(16)
    ours = point_of(private)
    key, nonce = _keys(private.exchange(ec.ECDH(), theirs), secret, unpadded(p256dh), ours, salt)
    sealed = AESGCM(key).encrypt(nonce, plain + b"\x02", None)
    return salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours + sealed


def decrypt(body: bytes, private: ec.EllipticCurvePrivateKey, auth: str) -> bytes:
    """What a browser does. Only for tests and trials of the whole way."""
    salt, length = body[:16], body[20]
    theirs, sealed = body[21 : 21 + length], body[21 + length :]
    shared = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    key, nonce = _keys(shared, unpadded(auth), point_of(private), theirs, salt)
    return AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00")[:-1]


def _keys(shared: bytes, auth: bytes, browser: bytes, server: bytes, salt: bytes) -> tuple[bytes, bytes]:
    secret = _derive(shared, auth, b"WebPush: info\x00" + browser + server, 32)
    return _derive(secret, salt, b"Content-Encoding: aes128gcm\x00", 16), _derive(secret, salt, b"Content-Encoding: nonce\x00", 12)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def _point(p256dh: str) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpadded(p256dh))
    except ValueError as error:
        raise UnusableKeys("the public key is no point of P-256") from error


def point_of(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def unpadded(text: str) -> bytes:
    """base64url without its padding, as keys of browsers are written."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise UnusableKeys("this is no base64url") from error


def padless(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
