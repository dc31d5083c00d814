"""The questions that a shop may ask before a chat: four, each asked or not, and needed or not."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.rich import Field, FieldKind

CHOICES = [("no", gettext_lazy("Do not ask")), ("may", gettext_lazy("May be left empty")), ("must", gettext_lazy("Must be filled in"))]
KINDS: dict[str, FieldKind] = {"name": "text", "email": "email", "phone": "phone", "order": "text"}
LABELS = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "order": gettext_lazy("Order number"),
}
NAMES = tuple(f"{name}_asked" for name in KINDS)


def fields() -> dict[str, forms.Field]:
    return {f"{name}_asked": forms.ChoiceField(label=LABELS[name], choices=CHOICES, required=False) for name in KINDS}


def values_of(asked: Iterable[Field]) -> dict[str, str]:
    return {f"{field.name}_asked": "must" if field.required else "may" for field in asked if field.name in KINDS}


def chosen(values: dict[str, Any]) -> tuple[Field, ...]:
    asked = {name: values.get(f"{name}_asked") for name in KINDS}
    return tuple(Field(name, _(str(LABELS[name])), KINDS[name], asked[name] == "must") for name in KINDS if asked[name] in {"may", "must"})
