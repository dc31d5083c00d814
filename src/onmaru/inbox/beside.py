"""What packages above want to know of a conversation before its page is drawn: asked with it, so that most pages ask nothing else.

They declare it in a `beside.py` of their own.
"""

from collections.abc import Callable

from django.db.models.expressions import Combinable

Expression = Callable[[], Combinable]
_beside: dict[str, Expression] = {}


def beside(name: str) -> Callable[[Expression], Expression]:
    """`@beside("is_handed_over")` above a function that gives an expression; the conversation carries its value by that name."""

    def remember(give: Expression) -> Expression:
        _beside[name] = give
        return give

    return remember


def values() -> dict[str, Combinable]:
    return {name: give() for name, give in _beside.items()}
