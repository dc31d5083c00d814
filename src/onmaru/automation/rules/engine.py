"""Which rules act on something that happened, in which order, and what keeps them from going in circles. Pure.

Every rule of one occasion is asked about the facts as the occasion found them. What rules do are occasions of their own, which carry the
chain of rules that led to them: a rule never acts on what it brought about itself, however many others lie between; a chain has an end;
and a conversation, and a customer, have a budget for a day. Whatever rules there are, it comes to rest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from onmaru.automation.rules.tree import Answer, Node, Question, Why, answered

# How many rules may follow from one another.
LONGEST_CHAIN = 3
A_DAY_IN_CONVERSATION = 30
A_DAY_FOR_CUSTOMER = 60

Because = Literal["conditions", "itself", "chain", "stopped", "conversation_budget", "customer_budget", "done"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the engine needs to know of a rule. Rules of a group stand together; one that `stops` ends its group for the occasion."""

    id: int
    tree: Node
    group: str = ""
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """What rules did in the last day, in this conversation and for this customer in all."""

    in_conversation: int = 0
    for_customer: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    chain: int = LONGEST_CHAIN
    in_conversation: int = A_DAY_IN_CONVERSATION
    for_customer: int = A_DAY_FOR_CUSTOMER


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a rule acts, and what it was asked; `because` says why it does not."""

    rule: int
    acts: bool
    why: Why | None = None
    because: Because | None = None


@dataclass(slots=True)
class _Run:
    spent: Spent
    limits: Limits
    acted: int = 0
    closed: set[str] = field(default_factory=set)

    def refused(self) -> Because | None:
        if self.spent.in_conversation + self.acted >= self.limits.in_conversation:
            return "conversation_budget"
        if self.spent.for_customer + self.acted >= self.limits.for_customer:
            return "customer_budget"
        return None


def decide(
    rules: Iterable[Shape],
    ask: Callable[[Question], Answer],
    chain: tuple[int, ...] = (),
    done: frozenset[int] = frozenset(),
    spent: Spent | None = None,
    limits: Limits | None = None,
) -> list[Decision]:
    """One decision for each rule, in their order. `chain` led here; `done` have acted on this occasion before and are not asked again."""
    run = _Run(spent or Spent(), limits or Limits())
    return [_decide(rule, ask, chain, done, run) for rule in rules]


def _decide(rule: Shape, ask: Callable[[Question], Answer], chain: tuple[int, ...], done: frozenset[int], run: _Run) -> Decision:
    if rule.id in done:
        # It acted when this was looked at before, so what it ended stays ended.
        _close(rule, run)
        return Decision(rule.id, False, because="done")
    if rule.id in chain:
        return Decision(rule.id, False, because="itself")
    if len(chain) >= run.limits.chain:
        return Decision(rule.id, False, because="chain")
    if rule.group in run.closed:
        return Decision(rule.id, False, because="stopped")
    why = answered(rule.tree, ask)
    if why.answer is not True:
        return Decision(rule.id, False, why, "conditions")
    if because := run.refused():
        return Decision(rule.id, False, why, because)
    run.acted += 1
    _close(rule, run)
    return Decision(rule.id, True, why)


def _close(rule: Shape, run: _Run) -> None:
    """Rules without a group are one group together."""
    if rule.stops:
        run.closed.add(rule.group)
