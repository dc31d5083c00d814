"""What a rule did: to which conversation, why, and taking it back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from onmaru.automation.actions.take_run_back import Changed, take_run_back
from onmaru.automation.desk.rules.door import RulesView
from onmaru.automation.models import Rule, RuleRun
from onmaru.automation.rules.summary import Telling
from onmaru.automation.rules.tree import Question
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest

PAGE = 30


def shown_runs(rule: Rule, telling: Telling, before: int | None = None) -> dict[str, Any]:
    rows = RuleRun.objects.filter(rule=rule).newest_first().select_related("conversation__customer__person")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    lines = [(run, telling.effects(run.done), list(reasons(run.why, telling))) for run in found[:PAGE]]
    return {"rule": rule, "runs": lines, "earlier": found[PAGE - 1].pk if len(found) > PAGE else None}


def reasons(why: dict[str, Any], telling: Telling, negated: bool = False) -> Iterator[tuple[bool, str]]:
    """Each question that was asked: whether it spoke for the rule, and what it was."""
    if "field" in why:
        holds = why["is"] is not None and why["is"] is not negated
        yield holds, telling.question(Question(why["field"], tuple(why["values"])), negated, "fact")
    for part in (*why.get("all", ()), *why.get("any", ()), *([why["not"]] if "not" in why else ())):
        yield from reasons(part, telling, negated is not ("not" in why))


class RuleRuns(RulesView):
    """All that a rule did, the latest first."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        rule = get_object_or_404(Rule, pk=number)
        telling = Telling()
        return self.page(
            "automation/rules/runs.html", sentence=telling.of(rule), **shown_runs(rule, telling, row_number(request.GET.get("before")))
        )


class RunUndone(RulesView):
    """That what a rule changed is as it was before."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        run = get_object_or_404(RuleRun.objects.select_related("rule"), pk=number)
        try:
            take_run_back(run, request.user)
            messages.success(request, _("It is as it was before. What was said stays said."))
        except Changed:
            messages.error(request, _("Somebody has changed it since; theirs stands."))
        return redirect("settings_rule", run.rule_id)
