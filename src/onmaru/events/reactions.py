"""Events come up: an app above declares in its `reactions.py` what it does when something happened below.

A reaction runs as a job after the commit, at least once; it must be able to run twice.
What has to be true at commit is a call, not a reaction.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from onmaru.events.happening import Happening
from onmaru.events.models import Event
from onmaru.kit.jobs import enqueue_many, job

H = TypeVar("H", bound=Happening)
Reaction = Callable[[Any], None]

by_name: dict[str, Reaction] = {}
by_kind: dict[type[Happening], list[str]] = defaultdict(list)


def on(*happenings: type[H]) -> Callable[[Callable[[H], None]], Callable[[H], None]]:
    """`@on(MessageReceived)` above a function that takes the event."""

    def declare(function: Callable[[H], None]) -> Callable[[H], None]:
        name = f"{function.__module__}.{function.__name__}"
        by_name[name] = function
        for kind in happenings:
            if name not in by_kind[kind]:
                by_kind[kind].append(name)
        return function

    return declare


@job(queue="reactions")
def react(reaction: str, event_id: int) -> None:
    """Run one reaction to one event. A reaction that was removed since is nothing to do."""
    function = by_name.get(reaction)
    event = Event.objects.filter(pk=event_id).first()
    if function and event:
        function(event.happening)


def enqueue_for(events: Iterable[tuple[Event, type[Happening]]]) -> None:
    enqueue_many(react, [{"reaction": name, "event_id": event.pk} for event, kind in events for name in by_kind[kind]])
