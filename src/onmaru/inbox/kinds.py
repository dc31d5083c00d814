"""Kinds of channels and what each can do. The inbox asks `can`, never which kind it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from onmaru.inbox.models import Message


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a kind of channel allows. Sizes in bytes, lengths in characters, windows in seconds."""

    subject: bool = False
    html: bool = False
    attachments: bool = False
    copies: bool = False
    typing: bool = False
    edit: bool = False
    delete: bool = False
    # Cards, quick replies and forms are shown as such; elsewhere as words.
    rich: bool = False
    # The provider tells when a message was read.
    reads: bool = False
    # Customers say in which conversation they write; a message that names none begins one. Where they cannot and there are no
    # subjects either, whatever a person writes continues their one thread.
    chosen: bool = False
    # Several people may take part in one conversation (CC).
    participants: bool = False
    # It can write to anybody's address, not only to who wrote first: forwarded messages and side threads leave by it.
    outsiders: bool = False
    # The answer leaves at once and cannot be taken back: no undo window.
    instant: bool = False
    max_text: int = 100_000
    max_attachment: int = 25 * 1024 * 1024
    max_total: int = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of channel. `handle_sort` is the sort of handle its customers have (several kinds may share one)."""

    code: str
    name: str | Promise
    handle_sort: str
    can: Capabilities
    icon: str = ""
    # How soon people expect an answer there, in open time; promised where there is no past to go by.
    answer_within: timedelta = timedelta(hours=6)
    # Of a kind whose provider is this very database: shows a message to its customer in the transaction that writes it, and gives the
    # provider's id; None where it had better leave the usual way. Nobody waits for a worker then.
    at_hand: "Callable[[Message], str | None] | None" = None


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    _kinds[kind.code] = kind
    return kind


def get(code: str) -> Kind:
    """Raises KeyError for a kind whose package is not installed."""
    return _kinds[code]


def everyone() -> Iterable[Kind]:
    return _kinds.values()
