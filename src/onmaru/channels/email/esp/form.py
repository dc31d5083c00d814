"""The fields and files of a posted form, as bytes and of any size. Django's own parser has limits that are meant for people. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from onmaru.channels.email.mime.tree import Part, read_tree


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content_type: str
    content: bytes


def fields(content_type: str, body: bytes) -> dict[str, bytes]:
    """Each field's last value, as Django has it."""
    if content_type.startswith("application/x-www-form-urlencoded"):
        pairs = (pair.partition(b"=") for pair in body.split(b"&") if pair)
        return {_plain(name).decode("utf-8", "replace"): _plain(value) for name, _, value in pairs}
    data, parts = _parts(content_type, body)
    return {_name(part): data[part.start : part.end] for part in parts if "filename" not in part.disposition_params}


def files(content_type: str, body: bytes) -> dict[str, File]:
    if content_type.startswith("application/x-www-form-urlencoded"):
        return {}
    data, parts = _parts(content_type, body)
    return {
        _name(part): File(part.disposition_params["filename"], part.type, data[part.start : part.end])
        for part in parts
        if "filename" in part.disposition_params
    }


def _parts(content_type: str, body: bytes) -> tuple[bytes, Iterator[Part]]:
    data = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body
    return data, (part for part in read_tree(data, []).walk() if part.disposition == "form-data")


def _name(part: Part) -> str:
    return part.disposition_params.get("name", "")


def _plain(encoded: bytes) -> bytes:
    return unquote_to_bytes(encoded.replace(b"+", b" "))
