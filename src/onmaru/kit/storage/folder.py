"""Sealed files in a folder of this machine."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from onmaru.kit.storage.errors import Missing

ABANDONED = 24 * 3600


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.incoming = root / "incoming"

    def scratch(self) -> BinaryIO:
        self.incoming.mkdir(parents=True, exist_ok=True)
        return tempfile.NamedTemporaryFile(dir=self.incoming)  # pyright: ignore[reportReturnType]

    def keep(self, scratch: BinaryIO, key: str) -> None:
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch.flush()
        # Without these two a power cut could leave a name without content, or content without a name, for a row that was committed.
        os.fsync(scratch.fileno())
        # A link, not a rename: the scratch file's own name is removed when it is closed.
        try:
            os.link(scratch.name, place)
        except FileExistsError:
            return
        descriptor = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def open(self, key: str) -> BinaryIO:
        try:
            return self._place(key).open("rb", buffering=0)  # pyright: ignore[reportReturnType]
        except FileNotFoundError:
            raise Missing(key) from None

    def exists(self, key: str) -> bool:
        return self._place(key).exists()

    def size(self, key: str) -> int:
        try:
            return self._place(key).stat().st_size
        except FileNotFoundError:
            raise Missing(key) from None

    def delete(self, key: str) -> None:
        self._place(key).unlink(missing_ok=True)

    def touch(self, key: str) -> bool:
        try:
            os.utime(self._place(key))
        except FileNotFoundError:
            return False
        return True

    def forget(self, key: str, untouched: float) -> bool:
        place, aside = self._place(key), self.incoming / f"gone-{key}"
        self.incoming.mkdir(parents=True, exist_ok=True)
        try:
            if place.stat().st_mtime > time.time() - untouched:
                return False
            # Out of reach first, and only then the look that counts: whoever touches it now keeps it anew.
            place.rename(aside)
        except FileNotFoundError:
            return True
        if aside.stat().st_mtime > time.time() - untouched:
            aside.rename(place)
            return False
        aside.unlink(missing_ok=True)
        return True

    def addresses(self) -> Iterator[str]:
        return (file.name for file in self.root.glob("??/??/*"))

    def sweep(self) -> None:
        """Remove what writers that were killed left behind."""
        for file in self.incoming.glob("*"):
            if file.stat().st_mtime < time.time() - ABANDONED:
                file.unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        if not (key.isascii() and key.isalnum()):
            raise Missing(key)
        return self.root / key[:2] / key[2:4] / key
