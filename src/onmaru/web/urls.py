from django.urls import path

from onmaru.web.desk import styleguide

urlpatterns = [
    path("styleguide/", styleguide.Page.as_view(), name="styleguide"),
    path("styleguide/desk/", styleguide.Page.as_view(template_name="web/styleguide/desk.html"), name="styleguide_desk"),
]
