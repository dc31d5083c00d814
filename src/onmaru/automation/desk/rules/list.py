from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from onmaru.automation.actions.arrange_rules import arrange_rules
from onmaru.automation.actions.switch_rule import switch_rule
from onmaru.automation.desk.rules.door import RulesView
from onmaru.automation.models import Rule
from onmaru.automation.rules.starters import STARTERS
from onmaru.automation.rules.summary import Telling
from onmaru.kit.numbers import row_number, row_numbers
from onmaru.people.door import AgentRequest


def in_groups() -> list[tuple[str, list[Rule]]]:
    """Rules in their order, those of one group together where its first one stands."""
    rules = list(Rule.objects.kept())
    first: dict[str, int] = {}
    for place, rule in enumerate(rules):
        first.setdefault(rule.group, place)
    rules.sort(key=lambda rule: first[rule.group])
    return [(name, list(some)) for name, some in groupby(rules, key=lambda rule: rule.group)]


class Rules(RulesView):
    """All rules, and what to start from."""

    def get(self, request: AgentRequest) -> HttpResponse:
        telling = Telling()
        groups = [(name, [(rule, telling.of(rule)) for rule in rules]) for name, rules in in_groups()]
        return self.page("automation/rules/list.html", groups=groups, starters=STARTERS)


class RuleOrder(RulesView):
    """Another order: all keys at once by dragging, or one of them up or down."""

    def post(self, request: AgentRequest) -> HttpResponse:
        keys, key = request.POST.getlist("keys"), request.POST.get("key", "")
        if not (keys or key):
            return HttpResponse(status=422)
        arrange_rules(row_numbers(keys) if keys else _moved(key, request.POST.get("way", "")), request.user)
        return HttpResponse(status=204) if request.headers.get("HX-Request") == "true" else redirect("settings_rules")


def _moved(key: str, way: str) -> list[int]:
    order: list[int] = []
    for _name, rules in in_groups():
        part = [rule.pk for rule in rules]
        if (number := row_number(key)) in part:
            at = part.index(number)
            part.insert(max(at - 1, 0) if way == "up" else at + 1, part.pop(at))
        order += part
    return order


class RuleSwitch(RulesView):
    """That a rule acts (POST on) or does not."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        rule = get_object_or_404(Rule.objects.kept(), pk=number)
        switch_rule(rule, "on" in request.POST, request.user)
        return redirect("settings_rule", number) if request.POST.get("back") == "rule" else redirect("settings_rules")
