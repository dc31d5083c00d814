"""Writes a network in the form ONNX. Only what ours needs: nodes, tables of numbers, one thing that goes in and one that comes out."""

import struct

import numpy as np
from numpy.typing import NDArray

_KINDS = {"float32": 1, "uint8": 2, "int8": 3}
# Numbers of the fields are those of onnx.proto.
_VERSION, _OPERATORS = 9, 17
OURS, MICROSOFT = "", "com.microsoft"


class Network:
    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._tables: list[bytes] = []

    def table(self, name: str, values: NDArray[np.float32] | NDArray[np.int8] | NDArray[np.uint8]) -> str:
        shape = b"".join(_number(1, size) for size in values.shape)
        kind = _number(2, _KINDS[values.dtype.name])
        self._tables.append(shape + kind + _part(8, name) + _part(9, np.ascontiguousarray(values).tobytes()))
        return name

    def node(self, does: str, takes: list[str], gives: str, domain: str = OURS, **settings: float) -> str:
        """An empty name stands for what is left out. Gives `gives`."""
        names = b"".join(_part(1, one) for one in takes) + _part(2, gives)
        told = b"".join(_part(5, _setting(name, value)) for name, value in settings.items())
        self._nodes.append(names + _part(4, does) + told + _part(7, domain))
        return gives

    def written(self, takes: str, gives: str, shape: tuple[str | int, ...]) -> bytes:
        graph = b"".join(_part(1, node) for node in self._nodes) + _part(2, "network")
        graph += b"".join(_part(5, table) for table in self._tables)
        graph += _part(11, _value(takes, shape)) + _part(12, _value(gives, shape))
        operators = _part(8, _part(1, OURS) + _number(2, _OPERATORS)) + _part(8, _part(1, MICROSOFT) + _number(2, 1))
        return _number(1, _VERSION) + operators + _part(7, graph)


def _setting(name: str, value: float) -> bytes:
    if isinstance(value, float):
        return _part(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _number(20, 1)
    return _part(1, name) + _number(3, value) + _number(20, 2)


def _value(name: str, shape: tuple[str | int, ...]) -> bytes:
    sizes = b"".join(_part(1, _number(1, size) if isinstance(size, int) else _part(2, size)) for size in shape)
    return _part(1, name) + _part(2, _part(1, _number(1, _KINDS["float32"]) + _part(2, sizes)))


def _part(field: int, content: bytes | str) -> bytes:
    content = content.encode() if isinstance(content, str) else content
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])
