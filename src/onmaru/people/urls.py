from django.urls import path

from onmaru.people.desk import agents, availability, hours, invitation, own_preferences, settings, setup, shifts, shop, teams

urlpatterns = [
    path("setup/", setup.Setup.as_view(), name="setup"),
    path("invitation/<str:token>/", invitation.InvitationScreen.as_view(), name="invitation"),
    path("desk/preferences/", own_preferences.OwnPreferences.as_view(), name="desk_preferences"),
    path("desk/availability/", availability.AvailabilityThing.as_view(), name="desk_availability"),
    path("desk/settings/", settings.Settings.as_view(), name="settings"),
    path("desk/settings/shop/", shop.ShopSettings.as_view(), name="settings_shop"),
    path("desk/settings/hours/", hours.Hours.as_view(), name="settings_hours"),
    path("desk/settings/teams/", teams.Teams.as_view(), name="settings_teams"),
    path("desk/settings/teams/<int:number>/", teams.TeamSettings.as_view(), name="settings_team"),
    path("desk/settings/teams/<int:number>/end/", teams.TeamEnd.as_view(), name="settings_team_end"),
    path("desk/settings/teams/<int:number>/hours/", hours.Hours.as_view(), name="settings_team_hours"),
    path("desk/settings/teams/<int:number>/hours/end/", hours.HoursEnd.as_view(), name="settings_team_hours_end"),
    path("desk/settings/agents/", agents.Agents.as_view(), name="settings_agents"),
    path("desk/settings/agents/<int:number>/", agents.AgentSettings.as_view(), name="settings_agent"),
    path("desk/settings/agents/<int:number>/invitation/", agents.Invitation.as_view(), name="settings_invitation"),
    path("desk/settings/agents/<int:number>/shifts/", shifts.ShiftSettings.as_view(), name="settings_shifts"),
    path("desk/settings/agents/<int:number>/shifts/end/", shifts.ShiftsEnd.as_view(), name="settings_shifts_end"),
    path("desk/settings/agents/<int:number>/leave/", agents.Leave.as_view(), name="settings_leave"),
    path("desk/settings/agents/<int:number>/return/", agents.Return.as_view(), name="settings_return"),
]
