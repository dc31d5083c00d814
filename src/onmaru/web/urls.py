from django.urls import path

from onmaru.web.desk import styleguide

urlpatterns = [path("styleguide/", styleguide.show, name="styleguide")]
