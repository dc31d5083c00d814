from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from onmaru.language.placeholders import missing, unknown


class TextField(forms.CharField):
    """The shop's own words, with places to fill in: those in `needed` have to stand there, unless there are no words at all."""

    def __init__(self, known: Sequence[str], needed: Sequence[str] = (), rows: int = 10, max_length: int = 4000, **options: Any) -> None:
        super().__init__(required=False, max_length=max_length, widget=forms.Textarea(attrs={"rows": rows}), **options)
        self.known, self.needed = known, needed

    def validate(self, value: str) -> None:
        super().validate(value)
        if value.strip() and (lacking := missing(value, self.needed)):
            raise forms.ValidationError(_("The text has to contain %(missing)s.") % {"missing": _listed(lacking)})
        if strange := unknown(value, self.known):
            raise forms.ValidationError(_("There is no %(unknown)s to fill in.") % {"unknown": _listed(strange)})


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
