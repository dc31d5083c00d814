"""Declare low, collect high: modules with fixed names are found in every app at start-up."""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def modules(name: str) -> list[ModuleType]:
    """The module `name` of each of our apps that has one, in the order of INSTALLED_APPS. Importing it registers what it declares."""
    return [
        import_module(f"{app.name}.{name}")
        for app in apps.get_app_configs()
        if app.name.startswith("onmaru.") and app.module and module_has_submodule(app.module, name)
    ]
