"""When rules look: at what happens, or by the clock. Apps declare their events in a `triggers.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from onmaru.events.happening import Happening


def always(happened: Happening) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Trigger:
    """`sentence` begins what a rule says of itself, and `{hours}` in it is what a rule by the clock is told."""

    key: str
    name: str | Promise
    sentence: str | Promise
    icon: str
    events: tuple[type[Happening], ...] = ()
    # Which of those events count.
    counts: Callable[[Happening], bool] = always
    by_clock: bool = False


_triggers: dict[str, Trigger] = {}
_of_event: dict[str, list[Trigger]] = {}


def declare(*triggers: Trigger) -> None:
    """Triggers of an app, in the order in which they are offered."""
    for trigger in triggers:
        _triggers[trigger.key] = trigger
        for event in trigger.events:
            _of_event.setdefault(event.name, []).append(trigger)


def everyone() -> Iterable[Trigger]:
    return _triggers.values()


def find(key: str) -> Trigger | None:
    """None for one whose package is not installed any more."""
    return _triggers.get(key)


def of_event(name: str) -> list[Trigger]:
    return _of_event.get(name, [])


def all_events() -> list[type[Happening]]:
    return list(dict.fromkeys(event for trigger in _triggers.values() for event in trigger.events))
