"""What can happen. Each kind is a frozen dataclass named by `@happening("noun.past_participle")`; its fields are JSON-able."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, dataclass_transform


class Happening:
    """Base of all events. `conversation_id` and `customer_id`, where a subclass has them, become columns of the log."""

    name: ClassVar[str]

    def touches(self) -> list[tuple[str, int]]:
        """The things whose screens are stale now, as (what, id); the stream tells open pages."""
        return [
            (what, getattr(self, f"{what}_id")) for what in ("conversation", "customer") if getattr(self, f"{what}_id", None) is not None
        ]


kinds: dict[str, type[Happening]] = {}
H = TypeVar("H", bound=type[Happening])


@dataclass_transform(frozen_default=True, kw_only_default=True)
def happening(name: str) -> Callable[[H], H]:
    def declare(cls: H) -> H:
        made: Any = dataclass(frozen=True, kw_only=True)(cls)
        made.name = name
        if name in kinds and kinds[name].__qualname__ != made.__qualname__:
            raise ValueError(f"two events are called {name}")
        kinds[name] = made
        return made

    return declare
