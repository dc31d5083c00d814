"""Attachments and raw payloads: content kept once, encrypted, in a folder or an S3-compatible bucket.

The address of content is an HMAC of its SHA-256: equal content has one address, and an address tells an outsider nothing about it.
"""

import hashlib
import hmac
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from django.conf import settings

from onmaru.kit.crypto import derived_key
from onmaru.kit.storage import sealing
from onmaru.kit.storage.errors import Damaged as Damaged
from onmaru.kit.storage.errors import Missing as Missing
from onmaru.kit.storage.errors import TooLarge as TooLarge


@dataclass(frozen=True, slots=True)
class Blob:
    """Where content is (`key`), how many bytes it has and their SHA-256 in hex."""

    key: str
    size: int
    sha256: str


class Backend(Protocol):
    """A place for sealed files. What it stores under a key never changes."""

    def scratch(self) -> BinaryIO:
        """An empty file to write into; closing it forgets it unless it was kept."""
        ...

    def keep(self, scratch: BinaryIO, key: str) -> None:
        """Make what was written appear under `key`, whole or not at all."""
        ...

    def open(self, key: str) -> BinaryIO: ...
    def exists(self, key: str) -> bool: ...
    def size(self, key: str) -> int: ...
    def delete(self, key: str) -> None: ...

    def touch(self, key: str) -> bool:
        """Say that this content was just given again, so that nobody forgets it meanwhile; False when it has to be kept anew."""
        ...

    def forget(self, key: str, untouched: float) -> bool:
        """Delete what nobody gave for so many seconds; False when somebody did."""
        ...

    def addresses(self) -> Iterator[str]: ...


def backend() -> Backend:
    """The bucket when one is set, else the folder."""
    if settings.S3_BUCKET:
        from onmaru.kit.storage.bucket import bucket

        return bucket(settings.S3_BUCKET, settings.S3_ENDPOINT, settings.S3_REGION, settings.S3_ACCESS_KEY, settings.S3_SECRET_KEY)
    from onmaru.kit.storage.folder import Folder

    return Folder(settings.STORAGE_FOLDER)


def put(source: bytes | BinaryIO | Iterable[bytes], limit: int | None = None) -> Blob:
    """Keep content. Reads it in pieces, never as a whole; raises TooLarge after `limit` bytes."""
    place = backend()
    with place.scratch() as scratch:
        size, digest = sealing.seal(_pieces(source), scratch, limit)
        key = hmac.new(derived_key("blob addresses"), digest, hashlib.sha256).hexdigest()
        if not place.touch(key):
            place.keep(scratch, key)
    return Blob(key, size, digest.hex())


def chunks(key: str) -> "Chunks":
    """The content in pieces of 64 KiB. Raises Missing at once, and Damaged before the first byte that is not ours."""
    return Chunks(backend().open(key))


def open(key: str) -> io.BufferedReader:
    """The content as a file to read from."""
    return io.BufferedReader(_Reader(chunks(key)), sealing.CHUNK)


def exists(key: str) -> bool:
    return backend().exists(key)


def size(key: str) -> int:
    return sealing.plain_size(backend().size(key))


def delete(key: str) -> None:
    """Forget content; nothing happens when it is gone already."""
    backend().delete(key)


def forget(key: str, untouched: float) -> bool:
    """Delete content unless it was given again within so many seconds: whoever did may not have written down yet that they have it."""
    return backend().forget(key, untouched)


def _pieces(source: bytes | BinaryIO | Iterable[bytes]) -> Iterator[bytes]:
    if isinstance(source, bytes):
        return iter((source,))
    read = getattr(source, "read", None)
    return iter(source) if read is None else iter(lambda: read(sealing.CHUNK), b"")


class Chunks(Iterator[bytes]):
    """Pieces of one file, which closes at the end or by `close`: a generator that was never begun would leave it open."""

    def __init__(self, sealed: BinaryIO) -> None:
        self.sealed, self.pieces = sealed, sealing.unseal(sealed)

    def __next__(self) -> bytes:
        try:
            return next(self.pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self.sealed.close()


class _Reader(io.RawIOBase):
    def __init__(self, pieces: Chunks) -> None:
        self.pieces, self.rest = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        while not self.rest:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.rest = piece
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count

    def close(self) -> None:
        self.pieces.close()
        super().close()
