from django.urls import path

from onmaru.channels import hooks

urlpatterns = [
    path("hooks/<slug:kind>/<int:channel_id>/<slug:secret>", hooks.Hook.as_view(), name="hook"),
]
