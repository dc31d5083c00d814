"""What rules can ask. Everything that lists are filtered by can be asked; apps declare the rest in a `conditions.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q

from onmaru.automation.rules.occasion import Scene
from onmaru.automation.rules.tree import Answer, Question
from onmaru.inbox.filtering import registry
from onmaru.inbox.filtering.custom import Numbers
from onmaru.inbox.filtering.filter import Asking, Choice, Filter
from onmaru.inbox.filtering.terms import Unreadable
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Shop

Holds = Callable[[Scene, tuple[str, ...]], Answer]


def unasked(asking: Asking, values: tuple[str, ...]) -> Q:
    raise TypeError("What an occasion is asked cannot be asked of the database.")


@dataclass(frozen=True)
class Words(Filter):
    """Some words; any of them."""

    where: Callable[[Asking, tuple[str, ...]], Q] = unasked
    many: bool = True
    holds: Holds = lambda scene, values: None


@dataclass(frozen=True)
class OneOf(Choice):
    """Some of the things there are, asked of the occasion."""

    where: Callable[[Asking, tuple[str, ...]], Q] = unasked
    holds: Holds = lambda scene, values: None


@dataclass(frozen=True)
class HowMany(Numbers):
    where: Callable[[Asking, tuple[str, ...]], Q] = unasked
    holds: Holds = lambda scene, values: None


OfOccasion = Words | OneOf | HowMany
_conditions: dict[str, OfOccasion] = {}
# Rules look at work: what is spam or gone they never see, and nobody is "me" to them.
NOT_ASKED = frozenset({"spam", "resolved"})
NOT_SAID = frozenset({"me"})


def declare(*conditions: OfOccasion) -> None:
    """Conditions of an app, in the order in which they are offered."""
    _conditions.update({one.name: one for one in conditions})


def known(names: Iterable[str] | None = None) -> dict[str, Filter]:
    """Conditions by name: those of occasions, then those of lists."""
    asked = None if names is None else set(names)
    of_lists = {name: one for name, one in registry.known(asked).items() if name not in NOT_ASKED}
    found: dict[str, Filter] = {**_conditions, **of_lists}
    return found if asked is None else {name: one for name, one in found.items() if name in asked}


def nobody() -> Asking:
    """Who asks on behalf of the shop."""
    shop = Shop.objects.first()
    return Asking(Agent(time_zone=shop.time_zone if shop else "Asia/Seoul"))


def readable(condition: Filter, values: Iterable[str]) -> bool:
    values = list(values)
    try:
        return bool(values) and not NOT_SAID & set(values) and all(condition.read(value) == value for value in values)
    except Unreadable:
        return False


def answers(scenes: list[Scene], questions: Iterable[Question]) -> dict[int, dict[Question, Answer]]:
    """By the place of each scene, what every question is answered there. All that is asked of the database is one query."""
    wanted = list(dict.fromkeys(questions))
    conditions = known({question.field for question in wanted})
    able = [one for one in wanted if one.field in conditions and readable(conditions[one.field], one.values)]
    of_rows = [one for one in able if not isinstance(conditions[one.field], OfOccasion)]
    rows = _rows(scenes, of_rows, conditions) if of_rows and scenes else {}
    found: dict[int, dict[Question, Answer]] = {}
    for place, scene in enumerate(scenes):
        mine: dict[Question, Answer] = dict.fromkeys(wanted)
        for question in able:
            condition = conditions[question.field]
            if isinstance(condition, OfOccasion):
                mine[question] = condition.holds(scene, question.values)
        mine.update(zip(of_rows, rows.get(scene.conversation.pk, ()), strict=False))
        found[place] = mine
    return found


def _rows(scenes: list[Scene], questions: list[Question], conditions: dict[str, Filter]) -> dict[int, tuple[bool, ...]]:
    asking = Asking(nobody().agent, scenes[0].now)
    asked = {
        f"answer_{number}": ExpressionWrapper(conditions[one.field].where(asking, one.values), output_field=BooleanField())
        for number, one in enumerate(questions)
    }
    rows = Conversation.objects.filter(pk__in={scene.conversation.pk for scene in scenes}).order_by().annotate(**asked)
    return {number: tuple(bool(one) for one in answers) for number, *answers in rows.values_list("pk", *asked)}
