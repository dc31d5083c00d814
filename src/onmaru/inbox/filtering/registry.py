"""All filters there are. An app declares its own in a `filters.py`, which is found at start-up; filters of rows come as a family."""

from collections.abc import Callable, Iterable

from onmaru.inbox.filtering.filter import Filter

_filters: dict[str, Filter] = {}
_families: dict[str, Callable[[], Iterable[Filter]]] = {}


def declare(*filters: Filter) -> None:
    """Filters of an app, in the order in which they are offered."""
    _filters.update({one.name: one for one in filters})


def family(prefix: str) -> Callable[[Callable[[], Iterable[Filter]]], Callable[[], Iterable[Filter]]]:
    """`@family("field-")` above a function that gives a filter for each of some rows; their names begin so."""

    def remember(give: Callable[[], Iterable[Filter]]) -> Callable[[], Iterable[Filter]]:
        _families[prefix] = give
        return give

    return remember


def known(names: Iterable[str] | None = None) -> dict[str, Filter]:
    """Filters by name. With the `names` that somebody asks for, families are only read where one of them is meant."""
    asked = None if names is None else list(names)
    found = dict(_filters)
    for prefix, give in _families.items():
        if asked is None or any(name.startswith(prefix) for name in asked):
            found |= {one.name: one for one in give()}
    return found


def of_family(name: str) -> bool:
    """Whether a name belongs to a family, so that not to know it says that its row is gone."""
    return any(name.startswith(prefix) for prefix in _families)
