"""The whole address space, by app: each app names its own addresses in its `urls.py`."""

from importlib import import_module

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path
from django.utils.module_loading import module_has_submodule


def of_our_apps() -> list[URLPattern | URLResolver]:
    """`urls.py` of every Onmaru app that has one, in the order of INSTALLED_APPS."""
    found: list[URLPattern | URLResolver] = []
    for app in apps.get_app_configs():
        if app.name.startswith("onmaru.") and app.module and module_has_submodule(app.module, "urls"):
            found += import_module(f"{app.name}.urls").urlpatterns
    return found


urlpatterns = [path("accounts/", include("allauth.urls")), *of_our_apps()]
