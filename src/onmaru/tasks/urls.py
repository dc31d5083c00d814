from django.urls import path

from onmaru.tasks.by_link import tasks as by_link
from onmaru.tasks.desk import ask, board, departments, report, task, templates

urlpatterns = [
    path("desk/conversations/<int:number>/tasks/new/", ask.Ask.as_view(), name="desk_ask"),
    path("desk/tasks/", board.Board.as_view(), name="desk_tasks"),
    path("desk/tasks/report/", report.Report.as_view(), name="desk_tasks_report"),
    path("desk/tasks/lists/<slug:key>/", board.Board.as_view(), name="desk_tasks_tab"),
    path("desk/tasks/<int:number>/", task.TaskThing.as_view(), name="desk_task"),
    path("desk/tasks/<int:number>/done/", task.TaskDone.as_view(), name="desk_task_done"),
    path("desk/settings/departments/", departments.Departments.as_view(), name="settings_departments"),
    path("desk/settings/departments/new/", departments.DepartmentSettings.as_view(), name="settings_department_new"),
    path("desk/settings/departments/<int:number>/", departments.DepartmentSettings.as_view(), name="settings_department"),
    path("desk/settings/departments/<int:number>/end/", departments.DepartmentEnd.as_view(), name="settings_department_end"),
    path("desk/settings/departments/links/<int:number>/end/", departments.LinkEnd.as_view(), name="settings_task_link_end"),
    path("desk/settings/tasks/new/", templates.TemplateSettings.as_view(), name="settings_task_template_new"),
    path("desk/settings/tasks/<int:number>/", templates.TemplateSettings.as_view(), name="settings_task_template"),
    path("desk/settings/tasks/<int:number>/end/", templates.TemplateEnd.as_view(), name="settings_task_template_end"),
    path("tasks/<str:key>/", by_link.Tasks.as_view(), name="tasks_by_link"),
    path("tasks/<str:key>/<int:number>/", by_link.OneTask.as_view(), name="task_by_link"),
    path("tasks/<str:key>/<int:number>/files/<int:file>/", by_link.File.as_view(), name="task_file_by_link"),
]
