from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onmaru.automation.actions.try_rule import try_rule
from onmaru.automation.desk.rules.door import RulesView
from onmaru.automation.models import Rule, Trial
from onmaru.inbox.models import Conversation
from onmaru.people.door import AgentRequest
from onmaru.web.fragments import wants_fragment

SHOWN = 30


def shown_trial(rule: Rule) -> dict[str, Any]:
    """The last trial, with the conversations that it found, the latest first."""
    trial = Trial.objects.filter(rule=rule).order_by("-pk").first()
    if trial is None:
        return {"rule": rule, "trial": None}
    first = trial.conversations[:SHOWN]
    rows = Conversation.objects.select_related("customer__person").only(
        "subject", "preview", "last_activity_at", "customer__name", "customer__person__name"
    )
    found = rows.in_bulk(first)
    return {
        "rule": rule,
        "trial": trial,
        "touched": [found[number] for number in first if number in found],
        "more": len(trial.conversations) - len(first),
        "outdated": trial.version != rule.version,
    }


class RuleTrial(RulesView):
    """What a rule would have touched (GET); look again (POST)."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        rule = get_object_or_404(Rule.objects.kept(), pk=number)
        return render(request, "automation/rules/_trial.html", shown_trial(rule))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        rule = get_object_or_404(Rule.objects.kept(), pk=number)
        try_rule(rule, request.user)
        return (
            render(request, "automation/rules/_trial.html", shown_trial(rule))
            if wants_fragment(request)
            else redirect("settings_rule", number)
        )
