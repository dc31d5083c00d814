"""A rule as the builder shows it: groups of conditions, each of which has to hold, and one row for each condition."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from onmaru.automation.rules import condition as conditions
from onmaru.automation.rules.condition import HowMany, Words
from onmaru.automation.rules.tree import All, Any_, Node, Not, Question, Unreadable, from_json, to_json
from onmaru.inbox.filtering.custom import Numbers
from onmaru.inbox.filtering.filter import Choice, Dates, Filter, Option
from onmaru.inbox.filtering.terms import joined
from onmaru.kit.numbers import row_numbers

MOST_GROUPS, MOST_ROWS = 5, 10
JOINS = ("all", "any", "none")


@dataclass(slots=True)
class Row:
    """One condition. `field` is "" while it is not chosen."""

    field: str = ""
    negated: bool = False
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class Group:
    join: str = "all"
    rows: list[Row] = field(default_factory=lambda: [Row()])


def read(posted: QueryDict) -> list[Group]:
    """As a form says it: `g0.join`, `g0.r1.field`, `g0.r1.not`, `g0.r1.value`."""
    groups = []
    for number in range(MOST_GROUPS):
        if f"g{number}.join" not in posted:
            break
        rows = []
        for place in range(MOST_ROWS):
            name = f"g{number}.r{place}"
            if f"{name}.field" not in posted:
                break
            rows.append(Row(posted.get(f"{name}.field", ""), posted.get(f"{name}.not") == "not", _values(posted, name)))
        join = posted.get(f"g{number}.join", "all")
        groups.append(Group(join if join in JOINS else "all", rows or [Row()]))
    return groups or [Group()]


def _values(posted: QueryDict, name: str) -> tuple[str, ...]:
    """Words come in one field, separated by commas; numbers as two ends; all else as it was chosen."""
    key = f"{name}.value"
    if f"{name}.words" in posted:
        said = (" ".join(part.split()) for part in posted.get(f"{name}.words", "").replace("\n", ",").split(","))
        return tuple(dict.fromkeys(word for word in said if word))[:50]
    ends = {f"value.{end}": posted.getlist(f"{key}.{end}") for end in ("from", "to") if f"{key}.{end}" in posted}
    found = joined({**ends, **({"value": posted.getlist(key)} if key in posted else {})})
    return tuple(value for value in found.get("value", []) if value)


def press(groups: list[Group], do: str) -> list[Group]:
    """What a button of the builder says: `add:0`, `take:0:2`, `group`, `ungroup:1`."""
    verb, *numbers = do.split(":")
    places = row_numbers(numbers)
    match verb, places:
        case "add", [number] if number < len(groups) and len(groups[number].rows) < MOST_ROWS:
            groups[number].rows.append(Row())
        case "take", [number, place] if number < len(groups) and place < len(groups[number].rows):
            del groups[number].rows[place]
            if not groups[number].rows and len(groups) > 1:
                del groups[number]
            elif not groups[number].rows:
                groups[number].rows.append(Row())
        case "group", [] if len(groups) < MOST_GROUPS:
            groups.append(Group("any"))
        case _:
            pass
    return groups


def to_tree(groups: list[Group]) -> dict[str, Any]:
    """Rows without a field say nothing."""
    parts = [_of_group(group.join, asked) for group in groups if (asked := tuple(_of_row(row) for row in group.rows if row.field))]
    return to_json(All(tuple(parts)))


def _of_row(row: Row) -> Node:
    question = Question(row.field, tuple(dict.fromkeys(row.values)))
    return Not(question) if row.negated else question


def _of_group(join: str, parts: tuple[Node, ...]) -> Node:
    return All(parts) if join == "all" else Not(Any_(parts)) if join == "none" else Any_(parts)


def from_tree(said: Any) -> list[Group] | None:
    """None for a tree that the builder cannot show."""
    try:
        node = from_json(said)
    except Unreadable:
        return None
    if not isinstance(node, All):
        node = All((node,))
    groups: list[Group] = []
    alone: list[Row] = []
    for part in node.parts:
        row = _row(part)
        if row:
            alone.append(row)
            continue
        group = _group(part)
        if group is None:
            return None
        groups.append(group)
    if alone:
        groups.insert(0, Group("all", alone))
    return groups or [Group()]


def _row(node: Node) -> Row | None:
    match node:
        case Question(field, values):
            return Row(field, False, values)
        case Not(Question(field, values)):
            return Row(field, True, values)
    return None


def _group(node: Node) -> Group | None:
    join, parts = "", ()
    match node:
        case All(parts):
            join = "all"
        case Any_(parts):
            join = "any"
        case Not(Any_(parts)):
            join = "none"
    rows = [_row(part) for part in parts]
    return Group(join, [row for row in rows if row]) if join and rows and all(rows) else None


@dataclass(frozen=True, slots=True)
class Input:
    """How the values of a row are asked for: `sort` is words, numbers, many or one."""

    sort: str
    options: tuple[Option, ...] = ()
    words: str = ""
    least: str = ""
    most: str = ""


def input_of(row: Row, known: dict[str, Filter], asking: Any) -> Input | None:
    found = known.get(row.field)
    if found is None:
        return None
    if isinstance(found, HowMany | Numbers):
        least, dots, most = (row.values[0] if row.values else "").partition("..")
        return Input("numbers", least=least, most=most if dots else least)
    if isinstance(found, Words) or (not isinstance(found, Choice | Dates) and "options" not in found.choices(asking, ())):
        return Input("words", words=", ".join(row.values))
    options = tuple(one for one in found.choices(asking, row.values)["options"] if one.value not in conditions.NOT_SAID)
    return Input("many" if found.many else "one", options)
