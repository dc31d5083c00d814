"""What somebody sent by a form, as it is kept: the first line says what was typed, each further line is a file in base64. Pure."""

import base64
import json
from dataclasses import asdict, dataclass
from typing import Any

from onmaru.inbox.inbound import InboundAttachment


@dataclass(frozen=True, slots=True)
class Sent:
    """`answers` are the other fields as (label, what was typed). `confirmed`: the sender has shown that the address is theirs."""

    email: str
    name: str
    subject: str
    text: str
    answers: tuple[tuple[str, str], ...]
    language: str
    consent: str
    page: str
    confirmed: bool = False


def packed(sent: Sent, key: str, files: list[tuple[str, str, bytes]]) -> bytes:
    """`files` as (name, content type, content)."""
    head = {**asdict(sent), "key": key, "files": [(name, kind, len(content)) for name, kind, content in files]}
    return b"\n".join([json.dumps(head, ensure_ascii=False).encode(), *(base64.b64encode(content) for _name, _kind, content in files)])


def opened(raw: bytes) -> tuple[Sent, str, tuple[InboundAttachment, ...]]:
    """What was typed, the key, and the files. Raises ValueError for what is none of ours."""
    first, *rest = raw.split(b"\n")
    try:
        head = json.loads(first)
        sent = _sent(head)
        files = tuple(
            InboundAttachment(name, kind, size, lambda content=content: (base64.b64decode(content),))
            for (name, kind, size), content in zip(head["files"], rest, strict=True)
        )
        return sent, head["key"], files
    except (KeyError, TypeError) as error:
        raise ValueError("not of a form") from error


def glanced(head: bytes) -> tuple[str, str]:
    """Who sent it and about what; empty where the beginning does not tell."""
    try:
        sent = _sent(json.loads(head.split(b"\n", 1)[0]))
    except (ValueError, KeyError, TypeError):
        return "", ""
    return sent.name or sent.email, sent.subject


def _sent(head: dict[str, Any]) -> Sent:
    answers = tuple((str(label), str(said)) for label, said in head["answers"])
    words = {name: str(head[name]) for name in ("email", "name", "subject", "text", "language", "consent", "page")}
    return Sent(**words, answers=answers, confirmed=bool(head["confirmed"]))
