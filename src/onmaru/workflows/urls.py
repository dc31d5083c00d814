from django.urls import path

from onmaru.workflows.desk import course, report, settings

urlpatterns = [
    path("desk/conversations/<int:number>/workflows/", course.Courses.as_view(), name="desk_courses"),
    path("desk/conversations/<int:number>/workflows/<int:course>/", course.CourseThing.as_view(), name="desk_course"),
    path("desk/workflows/report/", report.Report.as_view(), name="desk_workflows_report"),
    path("desk/settings/workflows/", settings.Workflows.as_view(), name="settings_workflows"),
    path("desk/settings/workflows/new/", settings.WorkflowSettings.as_view(), name="settings_workflow_new"),
    path("desk/settings/workflows/<int:number>/", settings.WorkflowSettings.as_view(), name="settings_workflow"),
    path("desk/settings/workflows/<int:number>/switch/", settings.WorkflowSwitch.as_view(), name="settings_workflow_switch"),
    path("desk/settings/workflows/<int:number>/end/", settings.WorkflowEnd.as_view(), name="settings_workflow_end"),
]
