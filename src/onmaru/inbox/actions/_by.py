from onmaru.customers.models import Customer
from onmaru.events import actor
from onmaru.events.actor import Actor
from onmaru.people.models import Agent


def actor_of(by: Agent | Customer | None) -> Actor:
    """None: the product itself."""
    if by is None:
        return actor.SYSTEM
    return actor.agent(by.pk) if isinstance(by, Agent) else actor.customer(by.pk)
