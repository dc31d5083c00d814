from django.urls import path

from onmaru.teamwork.desk import cause_settings, duties, escalation, escalations

urlpatterns = [
    path("desk/duties/", duties.Duties.as_view(), name="desk_duties"),
    path("desk/duties/<int:number>/", duties.DutyThing.as_view(), name="desk_duty"),
    path("desk/conversations/<int:number>/duty/", duties.DutyOf.as_view(), name="desk_duty_of"),
    path("desk/escalations/", escalations.Escalations.as_view(), name="desk_escalations"),
    path("desk/conversations/<int:number>/escalation/", escalation.EscalationThing.as_view(), name="desk_escalation"),
    path("desk/conversations/<int:number>/escalation/answer/", escalation.EscalationAnswer.as_view(), name="desk_escalation_answer"),
    path("desk/settings/causes/", cause_settings.CausesSettings.as_view(), name="settings_causes"),
    path("desk/settings/causes/<int:number>/", cause_settings.CauseSettings.as_view(), name="settings_cause"),
]
