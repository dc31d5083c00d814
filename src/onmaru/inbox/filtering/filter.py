"""What a filter is: a name in the address, and how its values are read, worded, chosen and asked of the database."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onmaru.inbox.filtering import spans
from onmaru.inbox.filtering.terms import Unreadable
from onmaru.inbox.models import Tag
from onmaru.kit import clock
from onmaru.people.models import Agent

Text = str | Promise


class Asking:
    """Who asks and when: what `me`, `today` and names of tags mean. One for a request."""

    def __init__(self, agent: Agent, now: datetime | None = None) -> None:
        self.agent = agent
        self._now = now or clock.now()
        # Whether an answer depends on more than who asks: on the moment, or on rows.
        self.looked_around = False

    @property
    def now(self) -> datetime:
        self.looked_around = True
        return self._now

    @cached_property
    def zone(self) -> tzinfo:
        return ZoneInfo(self.agent.time_zone)

    @property
    def tags(self) -> dict[str, int]:
        self.looked_around = True
        return self._tags

    @cached_property
    def _tags(self) -> dict[str, int]:
        """All at once: a rail of many views asks for many of them."""
        return {name.lower(): number for number, name in Tag.objects.order_by().values_list("pk", "name")}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Text
    icon: str = ""


@dataclass(frozen=True)
class Filter:
    """`where` gives the condition that one or more values stand for together."""

    name: str
    label: Text
    icon: str
    where: Callable[[Asking, tuple[str, ...]], Q]
    many: bool = False
    # The part of a form in which its values are chosen.
    template: ClassVar[str] = "inbox/_filter_words.html"

    def read(self, value: str) -> str:
        """One value in the way it is written. Raises Unreadable."""
        return value

    def worded(self, values: Sequence[str], asking: Asking) -> str:
        return ", ".join(values)

    def choices(self, asking: Asking, values: Sequence[str]) -> dict[str, Any]:
        """What the template needs, with the values that are chosen now."""
        return {"values": values}

    def refuse(self, value: str) -> Unreadable:
        return Unreadable(_("“{value}” is nothing that the filter “{filter}” knows.").format(value=value[:40], filter=self.label))


@dataclass(frozen=True)
class Choice(Filter):
    """Some of the things there are. `options` are asked for when somebody chooses, or to word those that are chosen."""

    many: bool = True
    options: Callable[[Asking], Iterable[Option]] = lambda asking: ()
    # Values that can be told from their looks; None: every text may be one.
    looks: Callable[[str], bool] | None = None
    template: ClassVar[str] = "inbox/_filter_choice.html"

    def read(self, value: str) -> str:
        if self.looks and not self.looks(value):
            raise self.refuse(value)
        return value

    def worded(self, values: Sequence[str], asking: Asking) -> str:
        labels = {option.value: str(option.label) for option in self.options(asking)}
        return ", ".join(labels.get(value, value) for value in values)

    def choices(self, asking: Asking, values: Sequence[str]) -> dict[str, Any]:
        options = list(self.options(asking))
        known = {option.value for option in options}
        # One that is chosen stays to be taken back, also where it is gone by now.
        return {"options": options + [Option(value, value) for value in values if value not in known], "values": values}


def one_of(*values: str) -> Callable[[str], bool]:
    return frozenset(values).__contains__


def number_or(*words: str) -> Callable[[str], bool]:
    return lambda value: value in words or (value.isascii() and value.isdecimal() and len(value) < 10)


@dataclass(frozen=True)
class Dates(Filter):
    """A stretch of days, or how long ago. `where` is given one value."""

    template: ClassVar[str] = "inbox/_filter_dates.html"

    def read(self, value: str) -> str:
        try:
            spans.stretch(value, clock.now(), ZoneInfo("UTC"))
        except ValueError as error:
            raise self.refuse(value) from error
        return value

    def worded(self, values: Sequence[str], asking: Asking) -> str:
        return worded_stretch(values[0])

    def choices(self, asking: Asking, values: Sequence[str]) -> dict[str, Any]:
        value = values[0] if values else ""
        first, dots, last = value.partition("..")
        is_days = bool(dots) or (value[:1].isdigit() and "-" in value)
        presets = [Option(one, worded_stretch(one)) for one in ("today", "yesterday", "7d", "30d", "over-3d", "over-30d")]
        return {
            "options": presets,
            "values": values,
            "first": first if is_days else "",
            "last": (last if dots else first) if is_days else "",
        }


def within(column: str) -> Callable[[Asking, tuple[str, ...]], Q]:
    """The condition of Dates on a column."""

    def where(asking: Asking, values: tuple[str, ...]) -> Q:
        found = spans.stretch(values[0], asking.now, asking.zone)
        ends = {f"{column}__gte": found.since, f"{column}__lt": found.before}
        return Q(**{name: at for name, at in ends.items() if at is not None})

    return where


def worded_stretch(value: str) -> str:
    if value in {"today", "yesterday"}:
        return _("Today") if value == "today" else _("Yesterday")
    if value.startswith("over-"):
        return _("More than {length} ago").format(length=worded_length(value.removeprefix("over-")))
    if value[-1:] in "mhdw":
        return _("The last {length}").format(length=worded_length(value))
    first, dots, last = value.partition("..")
    if not dots:
        return first
    return f"{first} – {last}"


def worded_length(value: str) -> str:
    count = value[:-1]
    if value[-1] == "m":
        return _("{count} min").format(count=count)
    if value[-1] == "h":
        return _("{count} h").format(count=count)
    if value[-1] == "d":
        return ngettext("{count} day", "{count} days", int(count)).format(count=count)
    return ngettext("{count} week", "{count} weeks", int(count)).format(count=count)
