"""Why somebody has a conversation, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people.models import Agent
from onmaru.routing.choose import Not, When, Why
from onmaru.routing.models import Choice

WHEN: dict[str, str | Promise] = {
    When.VIP: gettext_lazy("A VIP customer"),
    When.SEGMENT: gettext_lazy("A customer of a segment that is served first"),
    When.VALUE: gettext_lazy("It is about a big order"),
    When.TURN: gettext_lazy("Several who go first were served before; now it was the turn of the others"),
    When.PRIORITY: gettext_lazy("Its priority is high"),
    When.ANGRY: gettext_lazy("The customer is angry"),
    When.HURRIED: gettext_lazy("The customer is in a hurry"),
    When.DUE: gettext_lazy("Of those who waited it was due first"),
    When.OLDEST: gettext_lazy("The customer had waited longest"),
    When.LONG: gettext_lazy("The customer had waited for more than an hour"),
    When.LEFT: gettext_lazy("Nobody else waited for anybody, and its agent had gone home or was off shift"),
}
WHY: dict[str, str | Promise] = {
    Why.LAST_AGENT: gettext_lazy("They served this customer last"),
    Why.ONLY_ONE: gettext_lazy("Nobody else could take it just then"),
    Why.LEAST_TODAY: gettext_lazy("By the hour they had been given least today"),
    Why.FREEST: gettext_lazy("They had the most room"),
    Why.OVERFLOW: gettext_lazy("Too many waited for the team, so theirs helped"),
    Why.OVERFLOW_LONG: gettext_lazy("The customer had waited for the team too long, so theirs helped"),
    Why.OVERFLOW_ABSENT: gettext_lazy("Nobody of the team was there, so theirs helped"),
}
NOT: dict[str, str | Promise] = {
    Not.OFFLINE: gettext_lazy("had gone home"),
    Not.AWAY: gettext_lazy("was away"),
    Not.OFF_SHIFT: gettext_lazy("was off shift"),
    Not.LANGUAGE: gettext_lazy("does not answer in this language"),
    Not.SKILL: gettext_lazy("does not answer this reason"),
    Not.FULL: gettext_lazy("had no room"),
    Not.TEAM: gettext_lazy("is in another team"),
}


def because(choice: Choice) -> list[str]:
    """What spoke for this agent, then for serving this customer now."""
    spoke = [WHY.get(reason) for reason in choice.why_agent] + [WHEN.get(reason) for reason in choice.why]
    before = choice.instead_of
    moved = [_("{name} had it before, and was not there").format(name=before.name)] if before else []
    return [*moved, *(str(words) for words in spoke if words)]


def why_not(choice: Choice) -> list[tuple[str, str]]:
    """Names of others with what kept each, as far as they still work here."""
    names = dict(Agent.objects.filter(pk__in=list(choice.against)).values_list("pk", "name")) if choice.against else {}
    return [(names[int(number)], str(NOT[reason])) for number, reason in choice.against.items() if int(number) in names and reason in NOT]
