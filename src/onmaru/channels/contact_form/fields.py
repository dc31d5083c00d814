"""The form as customers fill it in, made from the channel's settings."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels.contact_form.settings import FormSettings, Wanted, own_fields
from onmaru.inbox.upload_field import FilesField

LONGEST = 4000
# We send name and subject on, under our own name, to whatever address is typed beside them: no advertisement travels by that.
_ADDRESS = re.compile(r"://|www\.|\b[\w-]+\.(?:com|net|org|kr|io|me|ru|cn|xyz|top|shop|site|info|biz)\b", re.IGNORECASE)
OWN = "own"


class ContactForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("The answer goes there."),
    )

    def __init__(self, settings: FormSettings, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.settings = settings
        asked = {
            "name": self._line(settings.name, _("Name"), 40, "name"),
            "email": self.fields["email"],
            "phone": self._line(settings.phone, _("Phone"), 20, "tel"),
            "order_number": self._line(settings.order_number, _("Order number"), 60, "off"),
            **{f"{OWN}{number}": _own(field) for number, field in enumerate(own_fields(settings.own))},
            "subject": self._line(settings.subject, _("Subject"), 100, "off"),
            "text": forms.CharField(label=_("What is it about?"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7})),
            "attachments": FilesField(settings.limits, label=_("Attachments")) if settings.files else None,
            "consent": forms.BooleanField(label=_("I agree."), error_messages={"required": _("We need your consent to answer you.")})
            if settings.consent
            else None,
        }
        self.fields = {name: field for name, field in asked.items() if field}
        for field in self.fields.values():
            if not field.required and not isinstance(field, FilesField):
                field.label = _("%(label)s (optional)") % {"label": field.label}

    @staticmethod
    def _line(wanted: Wanted, label: str, longest: int, autocomplete: str) -> forms.CharField | None:
        if wanted == "no":
            return None
        widget = forms.TextInput(attrs={"autocomplete": autocomplete, **({"inputmode": "tel"} if autocomplete == "tel" else {})})
        return forms.CharField(label=label, max_length=longest, required=wanted == "must", widget=widget)

    def clean_name(self) -> str:
        return self._without_address("name")

    def clean_subject(self) -> str:
        return self._without_address("subject")

    def _without_address(self, field: str) -> str:
        said = " ".join(self.cleaned_data[field].split())
        if _ADDRESS.search(said):
            raise forms.ValidationError(_("Please write web addresses into the message itself."))
        return said

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The valid form's further fields with their labels, in Korean or English as the customer saw them."""
        plain = {"phone": _("Phone"), "order_number": _("Order number")}
        own = {f"{OWN}{number}": field.label for number, field in enumerate(own_fields(self.settings.own))}
        asked = {**plain, **own}
        return tuple((asked[name], self.cleaned_data[name]) for name in self.fields if name in asked and self.cleaned_data[name])


def _own(field: Any) -> forms.Field:
    if field.choices:
        choices = [("", _("Please choose")), *((choice, choice) for choice in field.choices)]
        return forms.ChoiceField(label=field.label, required=field.must, choices=choices)
    return forms.CharField(label=field.label, required=field.must, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
