from collections.abc import Iterable

from django.db import transaction

from onmaru.events import log
from onmaru.inbox.models import RailOrder
from onmaru.people.models import Agent

# More than anybody has; what is longer was not sent by our pages.
MOST = 500


@transaction.atomic
def arrange(agent: Agent, keys: Iterable[str]) -> None:
    """Put the entries of an agent's rail in an order."""
    RailOrder.objects.update_or_create(agent=agent, defaults={"keys": _clean(keys)})
    log.announce(("rail", agent.pk))


@transaction.atomic
def hide(agent: Agent, key: str, hidden: bool = True) -> None:
    """Take an entry out of an agent's own rail, or put it back. The view itself stays what it is."""
    order, _made = RailOrder.objects.select_for_update().get_or_create(agent=agent)
    others = [one for one in order.hidden if one != key]
    RailOrder.objects.filter(pk=agent.pk).update(hidden=_clean([*others, key] if hidden else others))
    log.announce(("rail", agent.pk))


def _clean(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(key.replace("\0", "")[:30] for key in keys))[:MOST]
