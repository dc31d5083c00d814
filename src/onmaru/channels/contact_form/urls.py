from django.urls import path

from onmaru.channels.contact_form import public

urlpatterns = [
    path("forms/<slug:handle>/", public.FormPage.as_view(), name="form"),
    path("forms/<slug:handle>/sent/<str:token>/", public.FormSent.as_view(), name="form_sent"),
]
