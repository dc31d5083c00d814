from django.urls import path

from onmaru.automation.desk import check_settings, known, linked_pages, macros, preview, table
from onmaru.automation.desk.rules import list as list_
from onmaru.automation.desk.rules import rule, runs, trial

urlpatterns = [
    path("desk/macros/", macros.Macros.as_view(), name="desk_macros"),
    path("desk/macros/new/", macros.NewMacro.as_view(), name="desk_new_macro"),
    path("desk/macros/table/", table.MacroTable.as_view(), name="desk_macro_table"),
    path("desk/macros/<int:number>/", macros.MacroThing.as_view(), name="desk_macro"),
    path("desk/macros/<int:number>/end/", macros.MacroEnd.as_view(), name="desk_macro_end"),
    path("desk/conversations/<int:number>/macros/", known.KnownMacros.as_view(), name="desk_known_macros"),
    path("desk/conversations/<int:number>/macros/<int:macro>/", known.KnownMacro.as_view(), name="desk_known_macro"),
    path("desk/conversations/<int:number>/preview/", preview.Preview.as_view(), name="desk_preview"),
    path("desk/preferences/checks/", check_settings.OwnChecks.as_view(), name="desk_own_checks"),
    path("desk/settings/checks/", check_settings.ShopChecks.as_view(), name="settings_checks"),
    path("desk/settings/pages/", linked_pages.LinkedPages.as_view(), name="settings_linked_pages"),
    path("desk/settings/rules/", list_.Rules.as_view(), name="settings_rules"),
    path("desk/settings/rules/new/", rule.NewRule.as_view(), name="settings_new_rule"),
    path("desk/settings/rules/order/", list_.RuleOrder.as_view(), name="settings_rule_order"),
    path("desk/settings/rules/parts/", rule.Builder.as_view(), name="settings_rule_parts"),
    path("desk/settings/rules/runs/<int:number>/undo/", runs.RunUndone.as_view(), name="settings_rule_run_undo"),
    path("desk/settings/rules/<int:number>/", rule.RuleThing.as_view(), name="settings_rule"),
    path("desk/settings/rules/<int:number>/end/", rule.RuleEnd.as_view(), name="settings_rule_end"),
    path("desk/settings/rules/<int:number>/runs/", runs.RuleRuns.as_view(), name="settings_rule_runs"),
    path("desk/settings/rules/<int:number>/switch/", list_.RuleSwitch.as_view(), name="settings_rule_switch"),
    path("desk/settings/rules/<int:number>/trial/", trial.RuleTrial.as_view(), name="settings_rule_trial"),
    path("desk/settings/rules/<int:number>/versions/<int:version>/", rule.RuleRestored.as_view(), name="settings_rule_restored"),
    path("desk/settings/phrases/", check_settings.Phrases.as_view(), name="settings_phrases"),
]
