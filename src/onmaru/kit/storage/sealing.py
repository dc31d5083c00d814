"""How a blob is encrypted: AES-256-GCM in chunks, so that gigabytes pass through a few kilobytes of memory.

    header   "ONM1", 8 bytes that name the secret, 16 bytes of salt
    chunks   64 KiB each (the last one less), followed by their 16-byte tag

The file's own key comes from secret and salt. A chunk's nonce is its number and whether it is the last, and the header is authenticated
with each: chunks cannot be swapped, dropped, or cut off at the end without being noticed.
"""

import hashlib
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from onmaru.kit.crypto import derived_key
from onmaru.kit.storage.errors import Damaged, TooLarge

CHUNK = 64 * 1024
TAG = 16
MAGIC = b"ONM1"
HEADER = len(MAGIC) + 8 + 16


def seal(pieces: Iterator[bytes], target: BinaryIO, limit: int | None = None) -> tuple[int, bytes]:
    """Encrypt what comes into `target`; returns its size and SHA-256. Raises TooLarge beyond `limit` bytes."""
    secret = derived_key("blobs")
    header = MAGIC + name(secret) + os.urandom(16)
    cipher = _cipher(secret, header)
    target.write(header)
    digest, size, number, waiting = hashlib.sha256(), 0, 0, bytearray()
    for piece in pieces:
        size += len(piece)
        if limit is not None and size > limit:
            raise TooLarge(limit)
        digest.update(piece)
        waiting += piece
        # A full chunk waits until something follows it, because the last one is marked.
        while len(waiting) > CHUNK:
            target.write(cipher.encrypt(_nonce(number, last=False), bytes(waiting[:CHUNK]), header))
            del waiting[:CHUNK]
            number += 1
    target.write(cipher.encrypt(_nonce(number, last=True), bytes(waiting), header))
    return size, digest.digest()


def unseal(source: BinaryIO) -> Iterator[bytes]:
    """The content, piece by piece; raises Damaged instead of yielding a piece that is not authentic."""
    header = _read(source, HEADER)
    if len(header) < HEADER or not header.startswith(MAGIC):
        raise Damaged("not a sealed file")
    cipher = _cipher(_secret(header[4:12]), header)
    number, chunk = 0, _read(source, CHUNK + TAG)
    while chunk:
        following = _read(source, CHUNK + TAG)
        try:
            plain = cipher.decrypt(_nonce(number, last=not following), chunk, header)
        except InvalidTag:
            raise Damaged(f"chunk {number} is not what was written") from None
        if plain:
            yield plain
        number, chunk = number + 1, following
    if not number:
        raise Damaged("the content is cut off")


def plain_size(sealed_size: int) -> int:
    """The size of the content in a sealed file of this size."""
    body = sealed_size - HEADER
    return body - TAG * -(-body // (CHUNK + TAG))


def _secret(wanted: bytes) -> bytes:
    for known in settings.SECRET_KEYS:
        secret = derived_key("blobs", known)
        if name(secret) == wanted:
            return secret
    raise Damaged("sealed with a secret key that is not among ONMARU_SECRET_KEYS")


def name(secret: bytes) -> bytes:
    """What a sealed file's header says of the secret it was sealed with."""
    return hashlib.sha256(b"name" + secret).digest()[:8]


def _cipher(secret: bytes, header: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=header[12:], info=b"onmaru blob").derive(secret))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _read(source: BinaryIO, size: int) -> bytes:
    """Exactly `size` bytes unless the end comes first: a network stream may give less than asked for."""
    parts: list[bytes] = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
