"""The fields by which somebody chooses a password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.people.models import Agent


class PasswordForm(forms.Form):
    """A name and a new password, typed twice."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=80, help_text=gettext_lazy("Customers see it beside your answers."))
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    again = forms.CharField(
        label=gettext_lazy("Password, once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *arguments: Any, email: str = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.address = email

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (password := said.get("password")) and said.get("again") is not None and password != said["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        elif password:
            try:
                validate_password(password, Agent(name=said.get("name", ""), email=said.get("email", self.address)))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return said
