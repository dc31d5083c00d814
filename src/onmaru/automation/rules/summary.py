"""What a rule does, in one sentence that anybody can read: when, under which conditions, and what then."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Literal

from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from onmaru.automation.effect import find as find_effect
from onmaru.automation.models import Rule
from onmaru.automation.rules import condition as conditions
from onmaru.automation.rules import trigger as triggers
from onmaru.automation.rules.condition import HowMany, Words
from onmaru.automation.rules.tree import All, Any_, Node, Not, Question, Unreadable, from_json
from onmaru.inbox.filtering.custom import Numbers
from onmaru.inbox.filtering.filter import Choice, Dates, Filter
from onmaru.language.particles import settle

Ending = Literal["and", "or", "if", "fact"]
YES_NO = {"yes", "no"}

# Korean joins by how a clause ends, so each clause is written three times: more follows, another may hold instead, and the last.
_CLAUSES = {
    ("says", "and"): pgettext_lazy("and", "{field} says {values}"),
    ("says", "or"): pgettext_lazy("or", "{field} says {values}"),
    ("says", "if"): pgettext_lazy("if", "{field} says {values}"),
    ("says", "fact"): pgettext_lazy("fact", "{field} says {values}"),
    ("says not", "fact"): pgettext_lazy("fact", "{field} does not say {values}"),
    ("is", "fact"): pgettext_lazy("fact", "{field} is {values}"),
    ("is not", "fact"): pgettext_lazy("fact", "{field} is not {values}"),
    ("holds", "fact"): pgettext_lazy("fact", "“{field}” holds"),
    ("holds not", "fact"): pgettext_lazy("fact", "“{field}” does not hold"),
    ("says not", "and"): pgettext_lazy("and", "{field} does not say {values}"),
    ("says not", "or"): pgettext_lazy("or", "{field} does not say {values}"),
    ("says not", "if"): pgettext_lazy("if", "{field} does not say {values}"),
    ("is", "and"): pgettext_lazy("and", "{field} is {values}"),
    ("is", "or"): pgettext_lazy("or", "{field} is {values}"),
    ("is", "if"): pgettext_lazy("if", "{field} is {values}"),
    ("is not", "and"): pgettext_lazy("and", "{field} is not {values}"),
    ("is not", "or"): pgettext_lazy("or", "{field} is not {values}"),
    ("is not", "if"): pgettext_lazy("if", "{field} is not {values}"),
    ("holds", "and"): pgettext_lazy("and", "“{field}” holds"),
    ("holds", "or"): pgettext_lazy("or", "“{field}” holds"),
    ("holds", "if"): pgettext_lazy("if", "“{field}” holds"),
    ("holds not", "and"): pgettext_lazy("and", "“{field}” does not hold"),
    ("holds not", "or"): pgettext_lazy("or", "“{field}” does not hold"),
    ("holds not", "if"): pgettext_lazy("if", "“{field}” does not hold"),
}
_JOINTS = {"and": pgettext_lazy("between conditions", ", and "), "or": pgettext_lazy("between conditions", " or ")}


class Telling:
    """Words rules, however many: names of things are looked up once."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = {}

    @cached_property
    def _known(self) -> dict[str, Filter]:
        return conditions.known()

    @cached_property
    def _asking(self) -> Any:
        return conditions.nobody()

    def of(self, rule: Rule) -> str:
        """The whole rule. What is not known any more is said so."""
        return f"{self.when(rule)} → {self.effects(rule.effects)}"

    def when(self, rule: Rule) -> str:
        trigger = triggers.find(rule.trigger)
        begins = str(trigger.sentence).format(hours=rule.given.get("hours", "?")) if trigger else _("When something happens that is gone")
        asked = self.conditions(rule.tree)
        return _("{when}, if {conditions}").format(when=begins, conditions=asked) if asked else begins

    def conditions(self, tree: Any) -> str:
        try:
            node = _pushed_down(from_json(tree), False)
        except Unreadable:
            return _("its conditions cannot be read")
        return self._settled(self._words(node, "if", outermost=True))

    def effects(self, effects: list[dict[str, Any]]) -> str:
        able = [(effect, one["params"]) for one in effects if (effect := find_effect(one["key"]))]
        said = [
            effect.phrase(params, place < len(able)) if effect.phrase else effect.describe(params)
            for place, (effect, params) in enumerate(able, 1)
        ]
        return self._settled(", ".join(said)) if said else _("does nothing yet")

    def question(self, question: Question, negated: bool = False, ending: Ending = "if") -> str:
        field = self._known.get(question.field)
        if field is None:
            return _("something is asked that is gone")
        kind = "says" if isinstance(field, Words) else "holds" if self._is_yes_or_no(field, question.values) else "is"
        if kind == "holds" and question.values == ("no",):
            negated = not negated
        values = self._values(field, question.values)
        clause = str(_CLAUSES[f"{kind} not" if negated else kind, ending]).format(field=field.label, values=values)
        return clause if ending != "fact" else self._settled(clause)

    def _is_yes_or_no(self, field: Filter, values: tuple[str, ...]) -> bool:
        """One of the two, of a field that knows no third: its own name then says it all."""
        return values in (("yes",), ("no",)) and isinstance(field, Choice) and set(self._labels_of(field)) <= YES_NO

    def _labels_of(self, field: Choice) -> dict[str, str]:
        if field.name not in self._labels:
            self._labels[field.name] = {option.value: str(option.label) for option in field.options(self._asking)}
        return self._labels[field.name]

    def _values(self, field: Filter, values: tuple[str, ...]) -> str:
        if isinstance(field, Words):
            return _one_of(values)
        if isinstance(field, Choice):
            known = self._labels_of(field)
            return _one_of(known.get(value, value) for value in values)
        if not values or not (isinstance(field, HowMany) or conditions.readable(field, values)):
            return ""
        # Numbers and days read as they are; a sentence of its own is quoted.
        worded = field.worded(values, self._asking)
        return worded if isinstance(field, Numbers | Dates) else _one_of([worded])

    def _words(self, node: Node, ending: Ending, outermost: bool = False) -> str:
        match node:
            case Question():
                return self.question(node, False, ending)
            case Not(Question() as part):
                return self.question(part, True, ending)
            case Any_(()):
                return _("never")
            case All(parts) | Any_(parts):
                joint: Ending = "and" if isinstance(node, All) else "or"
                said = [one for one in self._each(parts, joint, ending) if one]
                together = str(_JOINTS[joint]).join(said)
                return f"({together})" if len(said) > 1 and not outermost else together
        return ""

    def _each(self, parts: tuple[Node, ...], joint: Ending, ending: Ending) -> Iterator[str]:
        for place, part in enumerate(parts, 1):
            yield self._words(part, ending if place == len(parts) else joint, outermost=len(parts) == 1)

    @staticmethod
    def _settled(words: str) -> str:
        return settle(words) if get_language() == "ko" else words


def _one_of(values: Iterable[str]) -> str:
    return pgettext("between values", " or ").join(f"“{value}”" for value in values)


def _pushed_down(node: Node, negated: bool) -> Node:
    """Not all is one of them not: what is denied is said of each part."""
    match node:
        case Question():
            return Not(node) if negated else node
        case Not(part):
            return _pushed_down(part, not negated)
        case All(parts):
            inner = tuple(_pushed_down(part, negated) for part in parts)
            return Any_(inner) if negated else All(inner)
        case Any_(parts):
            inner = tuple(_pushed_down(part, negated) for part in parts)
            return All(inner) if negated else Any_(inner)
