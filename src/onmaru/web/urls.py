from django.urls import path

from onmaru.web.desk import app, styleguide

urlpatterns = [
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("sw.js", app.worker, name="service_worker"),
    path("offline/", app.offline, name="offline"),
    path("styleguide/", styleguide.Page.as_view(), name="styleguide"),
    path("styleguide/desk/", styleguide.Page.as_view(template_name="web/styleguide/desk.html"), name="styleguide_desk"),
]
