"""What a rule asks, as a tree of questions, and how it is answered: yes, no, or not to be said. Pure.

A question that cannot be answered (its field is gone, or nothing was before) is neither yes nor no, and its opposite is neither. A rule
acts on a yes alone, so that what nobody can tell never sets anything off.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

Answer: TypeAlias = bool | None

DEEPEST = 6
MOST_QUESTIONS = 60


class Unreadable(ValueError):
    """What is stored or posted is no tree of questions."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether a field has one of some values, or what else its values mean."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Yes where every part is; without parts, always."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Any_:
    """Yes where one part is; without parts, never."""

    parts: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Node: TypeAlias = Question | All | Any_ | Not


@dataclass(frozen=True, slots=True)
class Why:
    """A node with its answer and those of its parts: what a reader is shown."""

    node: Node
    answer: Answer
    parts: tuple["Why", ...] = ()


def answered(node: Node, ask: Callable[[Question], Answer]) -> Why:
    """Every question is answered, also where the whole is clear without it: whoever reads it wants to know."""
    match node:
        case Question():
            return Why(node, ask(node))
        case Not(part):
            inner = answered(part, ask)
            return Why(node, None if inner.answer is None else not inner.answer, (inner,))
        case All(parts):
            whys = tuple(answered(part, ask) for part in parts)
            return Why(node, _least([why.answer for why in whys]), whys)
        case Any_(parts):
            whys = tuple(answered(part, ask) for part in parts)
            return Why(node, _most([why.answer for why in whys]), whys)


def _least(answers: list[Answer]) -> Answer:
    return False if False in answers else None if None in answers else True


def _most(answers: list[Answer]) -> Answer:
    return True if True in answers else None if None in answers else False


def questions(node: Node) -> Iterator[Question]:
    match node:
        case Question():
            yield node
        case Not(part):
            yield from questions(part)
        case All(parts) | Any_(parts):
            for part in parts:
                yield from questions(part)


def to_json(node: Node) -> dict[str, Any]:
    match node:
        case Question(field, values):
            return {"field": field, "values": list(values)}
        case Not(part):
            return {"not": to_json(part)}
        case All(parts):
            return {"all": [to_json(part) for part in parts]}
        case Any_(parts):
            return {"any": [to_json(part) for part in parts]}


def from_json(said: Any) -> Node:
    """Raises Unreadable for anything else, and for trees that are too deep or too wide to be meant."""
    node = _node(said, DEEPEST)
    if sum(1 for _one in questions(node)) > MOST_QUESTIONS:
        raise Unreadable
    return node


def _node(said: Any, left: int) -> Node:
    if not isinstance(said, dict) or left == 0:
        raise Unreadable
    match said:
        case {"field": str(field), "values": list(values)} if len(said) == 2 and all(isinstance(value, str) for value in values):
            return Question(field, tuple(values))
        case {"not": part} if len(said) == 1:
            return Not(_node(part, left - 1))
        case {"all": list(parts)} if len(said) == 1:
            return All(tuple(_node(part, left - 1) for part in parts))
        case {"any": list(parts)} if len(said) == 1:
            return Any_(tuple(_node(part, left - 1) for part in parts))
    raise Unreadable


def why_to_json(why: Why) -> dict[str, Any]:
    """As `to_json`, with the answer of each node under "is"."""
    said = to_json(why.node)
    match why.node:
        case Question():
            return {**said, "is": why.answer}
        case Not():
            return {"not": why_to_json(why.parts[0]), "is": why.answer}
        case All():
            return {"all": [why_to_json(part) for part in why.parts], "is": why.answer}
        case Any_():
            return {"any": [why_to_json(part) for part in why.parts], "is": why.answer}
