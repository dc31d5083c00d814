"""What the package of a kind may declare beside its adapter, found by the kind's code; the core asks for it without knowing the kind.

`form.py`: `Form`, a ChannelForm, makes the kind connectable in the browser. `health.py`: `health(channel) -> Health`. `sample.py`:
`sample(channel) -> bytes`, a payload from a made-up customer, for trying the channel out.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Literal

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True, slots=True)
class Health:
    """How a channel fares: since when, and in words for an admin."""

    state: Literal["well", "failing", "new"]
    words: str
    since: datetime | None = None


def part(kind: str, name: str) -> ModuleType | None:
    """The module `name` of the package of a kind; None where it declares none."""
    config = next((app for app in apps.get_app_configs() if app.name == f"onmaru.channels.{kind}"), None)
    if config is None or config.module is None or not module_has_submodule(config.module, name):
        return None
    return import_module(f"{config.name}.{name}")
