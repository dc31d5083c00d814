"""Which content somebody still has, and forgetting what nobody has.

Whoever keeps an address keeps it in a column named `blob`: this is where is looked before anything is forgotten.
"""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

from onmaru.kit import storage

# Seconds between content that is given and the row that says who has it: far more than any upload or mail takes.
UNTOUCHED = 24 * 3600.0


def keepers() -> list[type[Model]]:
    """The models that keep addresses of content."""
    return [model for model in apps.get_models() if any(field.name == "blob" for field in model._meta.get_fields())]


def held(keys: Iterable[str]) -> set[str]:
    """Those that any row has."""
    wanted = set(keys)
    return {key for model in keepers() for key in model._default_manager.filter(blob__in=wanted).values_list("blob", flat=True)}


def forget_unheld(keys: Iterable[str]) -> set[str]:
    """Delete what no row has and nobody gave lately; gives what is gone. Run again, it finds nothing more to do."""
    wanted = {key for key in keys if key}
    return {key for key in wanted - held(wanted) if storage.forget(key, UNTOUCHED)}
