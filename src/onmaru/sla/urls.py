from django.urls import path

from onmaru.sla.desk import channel_hours, policies

urlpatterns = [
    path("desk/settings/policies/", policies.Policies.as_view(), name="settings_policies"),
    path("desk/settings/policies/progress/", policies.Progress.as_view(), name="settings_policies_progress"),
    path("desk/settings/policies/new/", policies.PolicySettings.as_view(), name="settings_policy_new"),
    path("desk/settings/policies/<int:number>/", policies.PolicySettings.as_view(), name="settings_policy"),
    path("desk/settings/policies/<int:number>/end/", policies.PolicyEnd.as_view(), name="settings_policy_end"),
    path("desk/settings/channels/<int:number>/hours/", channel_hours.HoursOfChannel.as_view(), name="settings_channel_hours"),
    path("desk/settings/channels/<int:number>/hours/end/", channel_hours.HoursOfChannelEnd.as_view(), name="settings_channel_hours_end"),
]
