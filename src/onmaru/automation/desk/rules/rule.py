from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from onmaru.automation.actions.write_rule import delete_rule, edit_rule, make_rule, restore_rule
from onmaru.automation.desk.rules import draft
from onmaru.automation.desk.rules.door import RulesView
from onmaru.automation.desk.rules.form import RuleForm
from onmaru.automation.desk.rules.runs import shown_runs
from onmaru.automation.desk.rules.trial import shown_trial
from onmaru.automation.models import Rule, RuleVersion
from onmaru.automation.rules import starters
from onmaru.automation.rules.summary import Telling
from onmaru.people.door import AgentRequest

VERSIONS = 20


def kept(number: int) -> Rule:
    return get_object_or_404(Rule.objects.kept(), pk=number)


class NewRule(RulesView):
    """Write a rule, from nothing or from one of ours."""

    def get(self, request: AgentRequest) -> HttpResponse:
        starter = starters.find(request.GET.get("from", ""))
        content = {**starter.content(), "name": str(starter.name)} if starter else None
        return self.page("automation/rules/rule.html", form=RuleForm(content=content))

    def post(self, request: AgentRequest) -> HttpResponse:
        form = RuleForm(request.POST)
        if not form.is_valid():
            return self.page("automation/rules/rule.html", status=422, form=form)
        rule = make_rule(form.written(), request.user)
        return self.done("settings_rule", _("The rule is saved. It is off until you switch it on."), rule.pk)


class RuleThing(RulesView):
    """One rule: what it says, what it would do, what it did, and how it was written before."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        rule = kept(number)
        return self._page(rule, RuleForm(content=rule.content))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        rule, form = kept(number), RuleForm(request.POST)
        if not form.is_valid():
            return self._page(rule, form, 422)
        edit_rule(rule, form.written(), request.user)
        return self.done("settings_rule", _("The rule is saved."), rule.pk)

    def _page(self, rule: Rule, form: RuleForm, status: int = 200) -> HttpResponse:
        telling = Telling()
        context: dict[str, Any] = {
            "rule": rule,
            "form": form,
            "sentence": telling.of(rule),
            "versions": rule.versions.select_related("by")[:VERSIONS],
            **shown_runs(rule, telling),
            **shown_trial(rule),
        }
        return self.page("automation/rules/rule.html", status=status, **context)


class RuleEnd(RulesView):
    """That a rule is deleted."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        delete_rule(kept(number), request.user)
        return self.done("settings_rules", _("The rule is deleted. What it did stays done."))


class RuleRestored(RulesView):
    """That a rule is written as it was."""

    def post(self, request: AgentRequest, number: int, version: int) -> HttpResponse:
        rule = kept(number)
        restore_rule(rule, get_object_or_404(RuleVersion, rule=rule, number=version), request.user)
        return self.done("settings_rule", _("The rule is as it was in version {number}.").format(number=version), rule.pk)


class Builder(RulesView):
    """The parts of the form after a press of one of its buttons, or another choice: nothing is saved."""

    def post(self, request: AgentRequest) -> HttpResponse:
        form = RuleForm(request.POST)
        form.groups = draft.press(form.groups, request.POST.get("do", ""))
        # What is not finished yet is no mistake while somebody is at it.
        form.is_bound, form.initial = False, {**form.initial, **_said(form, request)}
        return render(request, "automation/rules/_parts.html", {"form": form})


def _said(form: RuleForm, request: AgentRequest) -> dict[str, Any]:
    return {name: request.POST.get(name) for name in form.fields if name in request.POST}
