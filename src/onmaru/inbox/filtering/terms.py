"""What a list's address says after its `?`: by the name of each filter, the values asked for. Read, compared and written; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

# Values beyond these are noise: nobody chooses them, and each costs work.
MOST_VALUES = 50
LONGEST_VALUE = 200

Said = Mapping[str, str | Sequence[str]]


class Unreadable(ValueError):
    """A value that a filter cannot read; the text says so to the reader, in their language."""


class Reader(Protocol):
    """What reading needs to know of a filter."""

    @property
    def many(self) -> bool: ...

    def read(self, value: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Terms:
    """By name, the values asked for, in one order of writing. No value at all drops what the view itself says under that name."""

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, chosen: Mapping[str, Iterable[str]]) -> "Terms":
        return cls(tuple((name, tuple(sorted(set(values)))) for name, values in sorted(chosen.items())))

    def get(self, name: str) -> tuple[str, ...]:
        return dict(self.chosen).get(name, ())

    def __contains__(self, name: str) -> bool:
        return any(name == known for known, _ in self.chosen)

    def over(self, base: "Terms") -> "Terms":
        """A view's own terms with these laid over them: what is asked for in the end, without anything dropped."""
        together = {**dict(base.chosen), **dict(self.chosen)}
        return Terms.of({name: values for name, values in together.items() if values})

    def beyond(self, base: "Terms") -> "Terms":
        """What has to be said over `base` to arrive at these."""
        mine, theirs = dict(self.chosen), dict(base.chosen)
        changed = {name: values for name, values in mine.items() if values and values != theirs.get(name)}
        return Terms.of({**changed, **{name: () for name in theirs if not mine.get(name)}})

    def with_(self, name: str, values: Iterable[str]) -> "Terms":
        return Terms.of({**dict(self.chosen), name: tuple(values)})

    def without(self, name: str) -> "Terms":
        return Terms(tuple(one for one in self.chosen if one[0] != name))

    def pairs(self) -> list[tuple[str, str]]:
        """As fields of a form: a name for each value, an empty one for what is dropped."""
        return [(name, value) for name, values in self.chosen for value in (values or ("",))]

    def __str__(self) -> str:
        # What people read in an address stays as it is written.
        return urlencode(self.pairs(), safe=":*~")


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read, and a sentence for each thing that could not."""

    terms: Terms
    problems: tuple[str, ...] = ()


def read(said: Said, known: Mapping[str, Reader]) -> Reading:
    """Terms from an address or a form. Names that no filter has belong to somebody else and are passed over."""
    chosen: dict[str, set[str]] = {}
    problems: list[str] = []
    for name, values in _lists(said):
        if name not in known:
            continue
        kept = chosen.setdefault(name, set())
        for value in values if known[name].many else values[-1:]:
            # PostgreSQL keeps no zero byte in a text, and a surrogate is no letter.
            value = value.replace("\0", "").encode("utf-8", "ignore").decode()[:LONGEST_VALUE].strip()
            if not value:
                continue
            try:
                kept.add(known[name].read(value))
            except Unreadable as unreadable:
                problems.append(str(unreadable))
    return Reading(Terms.of(chosen), tuple(problems))


def joined(said: Said) -> dict[str, list[str]]:
    """The fields of a form, in which a stretch has two: `created.from` and `created.to` together are one value of `created`."""
    fields = dict(_lists(said))
    ends: dict[str, dict[str, str]] = {}
    for field in [field for field in fields if field.endswith((".from", ".to"))]:
        name, _dot, end = field.rpartition(".")
        ends.setdefault(name, {})[end] = "".join(fields.pop(field)[-1:]).strip()
    for name, stretch in ends.items():
        since, to = stretch.get("from", ""), stretch.get("to", "")
        if since or to:
            fields[name] = [since if since == to else f"{since}..{to}"]
    return fields


def said_in(query: str) -> dict[str, list[str]]:
    """The fields of a query string."""
    said: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=None):
        said.setdefault(name, []).append(value)
    return said


def _lists(said: Said) -> list[tuple[str, list[str]]]:
    """Django's forms keep several values behind `getlist`."""
    getlist = getattr(said, "getlist", None)
    if getlist:
        return [(name, list(getlist(name))[:MOST_VALUES]) for name in said]
    return [(name, [value] if isinstance(value, str) else list(value)[:MOST_VALUES]) for name, value in said.items()]
