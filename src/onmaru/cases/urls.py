from django.urls import path

from onmaru.cases.desk import case

urlpatterns = [
    path("desk/conversations/<int:number>/case/", case.Case.as_view(), name="desk_case"),
    path("desk/case-exports/<int:number>/", case.CaseFile.as_view(), name="desk_case_file"),
]
