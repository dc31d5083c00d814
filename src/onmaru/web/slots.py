"""Places in a page that apps above fill from their `panels.py`, so that screens are composed without imports."""

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

Drawn: TypeAlias = tuple[str, dict[str, Any]] | SafeString | None
"""A template and its context, or what was drawn already; None when the panel has nothing to show."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panel:
    name: str
    order: int
    draw: Callable[..., Drawn]


_panels: dict[str, list[Panel]] = defaultdict(list)


def panel(slot: str, *, order: int = 100) -> Callable[[Callable[..., Drawn]], Callable[..., Drawn]]:
    """Fills `slot` with what `function(request, **context)` draws; low orders come first."""

    def register(function: Callable[..., Drawn]) -> Callable[..., Drawn]:
        _panels[slot].append(Panel(f"{function.__module__}.{function.__qualname__}", order, function))
        _panels[slot].sort(key=lambda panel: (panel.order, panel.name))
        return function

    return register


def render(slot: str, request: HttpRequest | None, /, **context: Any) -> SafeString:
    """Every panel of `slot`, one after the other; one that fails is logged and leaves a quiet notice."""
    return mark_safe("".join(_render(panel, request, context) for panel in _panels[slot]))  # noqa: S308 - each part was rendered by a template


def _render(panel: Panel, request: HttpRequest | None, context: dict[str, Any]) -> str:
    try:
        drawn = panel.draw(request, **context)
        if drawn is None or isinstance(drawn, SafeString):
            return drawn or ""
        return render_to_string(drawn[0], {**context, **drawn[1]}, request)
    except Exception:
        logger.exception("The panel %s failed.", panel.name)
        return render_to_string("web/_panel_failed.html", request=request)
