from django.urls import path

from onmaru.automation.desk import check_settings, known, linked_pages, macros, preview, table

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
    path("desk/settings/phrases/", check_settings.Phrases.as_view(), name="settings_phrases"),
]
