from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something: an agent, a customer, or the product itself. `id` is that row's id, None for the product."""

    kind: Literal["agent", "customer", "system"]
    id: int | None = None


SYSTEM = Actor("system")


def agent(agent_id: int) -> Actor:
    return Actor("agent", agent_id)


def customer(customer_id: int) -> Actor:
    return Actor("customer", customer_id)
