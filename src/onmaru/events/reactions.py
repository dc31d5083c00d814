"""Events come up: an app above declares in its `reactions.py` what it does when something happened below.

A reaction runs as a job after the commit, at least once; it must be able to run twice.
What has to be true at commit is a call, not a reaction.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

from onmaru.events.happening import Happening
from onmaru.events.models import Event
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue, enqueue_many, job

log = logging.getLogger("onmaru.reactions")

H = TypeVar("H", bound=Happening)
Reaction = Callable[[Any], None]

# Before the second try of one that failed among others.
FIRST_REST = timedelta(seconds=1)

by_name: dict[str, Reaction] = {}
together: set[str] = set()
lines: set[str] = set()
by_kind: dict[type[Happening], list[str]] = defaultdict(list)


def on(*happenings: type[H]) -> Callable[[Callable[[H], None]], Callable[[H], None]]:
    """`@on(MessageReceived)` above a function that takes the event."""

    def declare(function: Callable[[H], None]) -> Callable[[H], None]:
        _declare(function, happenings)
        return function

    return declare


def on_many(*happenings: type[H]) -> Callable[[Callable[[list[H]], None]], Callable[[list[H]], None]]:
    """`@on_many(ConversationTagged)` above a function that takes all those events that were recorded at once, as of a bulk."""

    def declare(function: Callable[[list[H]], None]) -> Callable[[list[H]], None]:
        together.add(_declare(function, happenings))
        return function

    return declare


def on_lines(*happenings: type[H]) -> Callable[[Callable[[list[Event]], None]], Callable[[list[Event]], None]]:
    """As `on_many`, for who needs the lines of the log themselves: their number, their moment, whose deed it was."""

    def declare(function: Callable[[list[Event]], None]) -> Callable[[list[Event]], None]:
        name = _declare(function, happenings)
        together.add(name)
        lines.add(name)
        return function

    return declare


def _declare(function: Callable[..., None], happenings: Iterable[type[Happening]]) -> str:
    name = f"{function.__module__}.{function.__name__}"
    by_name[name] = function
    for kind in happenings:
        if name not in by_kind[kind]:
            by_kind[kind].append(name)
    return name


@job(queue="reactions")
def react(reaction: str, event_id: int) -> None:
    """Run one reaction to one event. A reaction that was removed since is nothing to do."""
    _run(reaction, [event_id])


@job(queue="reactions")
def react_with_all(reactions: list[str], event_id: int) -> None:
    """Run all reactions to one event: a job for each would cost more than most of them do. One that fails is tried again by itself."""
    events = list(Event.objects.filter(pk=event_id))
    for reaction in reactions:
        try:
            _call(reaction, events)
        except Exception:
            log.exception("The reaction %s to event %s failed and is tried again", reaction, event_id)
            try_again(reaction, event_id)


def try_again(reaction: str, event_id: int) -> None:
    enqueue(react, at=clock.now() + FIRST_REST, reaction=reaction, event_id=event_id)


@job(queue="reactions")
def react_to_many(reaction: str, event_ids: list[int]) -> None:
    """Run one reaction to events that were recorded at once."""
    _run(reaction, event_ids)


def _run(reaction: str, event_ids: list[int]) -> None:
    _call(reaction, list(Event.objects.filter(pk__in=event_ids).order_by("pk")))


def _call(reaction: str, found: list[Event]) -> None:
    function = by_name.get(reaction)
    events: list[Any] = [event if reaction in lines else event.happening for event in found]
    if function and events and reaction in together:
        function(events)
    elif function:
        for event in events:
            function(event)


def enqueue_for(events: Iterable[tuple[Event, type[Happening]]]) -> None:
    """Reactions to events that are alone of their kind are one job an event; what takes many at once takes them in one job of its own."""
    by_reaction: dict[str, list[int]] = defaultdict(list)
    kinds: dict[int, type[Happening]] = {}
    for event, kind in events:
        kinds[event.pk] = kind
        for name in by_kind[kind]:
            by_reaction[name].append(event.pk)
    many = {name: numbers for name, numbers in by_reaction.items() if name in together and len(numbers) > 1}
    alone: list[dict[str, Any]] = []
    several: list[dict[str, Any]] = []
    for number, kind in kinds.items():
        names = [name for name in by_kind[kind] if name not in many]
        if len(names) == 1:
            alone.append({"reaction": names[0], "event_id": number})
        elif names:
            several.append({"reactions": names, "event_id": number})
    enqueue_many(react, alone)
    enqueue_many(react_with_all, several)
    enqueue_many(react_to_many, [{"reaction": name, "event_ids": numbers} for name, numbers in many.items()])
