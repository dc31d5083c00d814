from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from onmaru.channels.webchat.models import Chat, Visitor
from onmaru.channels.webchat.tokens import new_key
from onmaru.kit import clock
from onmaru.kit.rows import one


def begin(visitor: Visitor, client_id: str, asked: dict[str, Any], allowed: Callable[[], None] = lambda: None) -> tuple[Chat, bool]:
    """Begin a chat, once for each `client_id`; and whether it is new. `allowed` is asked only for a new one."""
    if known := _known(visitor, client_id):
        return known, False
    allowed()
    _note(visitor, asked.get("about", {}))
    try:
        with transaction.atomic():
            return Chat.objects.create(
                visitor=visitor, key=new_key(), client_id=client_id, asked=asked or None, created_at=clock.now()
            ), True
    except IntegrityError:
        # Asked twice at once.
        if known := _known(visitor, client_id):
            return known, False
        raise


def _known(visitor: Visitor, client_id: str) -> Chat | None:
    return one(Chat.objects.select_related("conversation__merged_into").filter(visitor=visitor, client_id=client_id))


def _note(visitor: Visitor, about: dict[str, str]) -> None:
    """What they filled in about themselves takes the place of what was known."""
    if about:
        Visitor.objects.filter(pk=visitor.pk).update(**about)
        for name, value in about.items():
            setattr(visitor, name, value)
