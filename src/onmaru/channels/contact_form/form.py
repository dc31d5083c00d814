"""What an admin chooses about a form."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels import fallback
from onmaru.channels.contact_form.settings import FormSettings, of, own_fields
from onmaru.channels.form import ChannelForm
from onmaru.channels.origins import origin_of
from onmaru.inbox.models import Channel

WANTED = [("no", gettext_lazy("Not asked")), ("maybe", gettext_lazy("May be left empty")), ("must", gettext_lazy("Has to be filled in"))]


class Form(ChannelForm):
    address = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=40,
        initial="contact",
        help_text=gettext_lazy("The end of the form's address: letters, digits and hyphens."),
    )
    mailbox = forms.ModelChoiceField(
        label=gettext_lazy("Answers leave by"),
        queryset=Channel.objects.none(),
        required=False,
        empty_label=gettext_lazy("The team's mailbox, else the first"),
    )
    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=80)
    intro = forms.CharField(
        label=gettext_lazy("Words above the form"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    thanks = forms.CharField(
        label=gettext_lazy("Words after sending"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    ask_name = forms.ChoiceField(label=gettext_lazy("Name"), choices=WANTED, initial="must")
    ask_phone = forms.ChoiceField(label=gettext_lazy("Phone"), choices=WANTED, initial="no")
    ask_order_number = forms.ChoiceField(label=gettext_lazy("Order number"), choices=WANTED, initial="maybe")
    ask_subject = forms.ChoiceField(label=gettext_lazy("Subject"), choices=WANTED, initial="maybe")
    own = forms.CharField(
        label=gettext_lazy("Fields of your own"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line. After a colon come choices, with commas between them; a star makes it necessary: Colour*: red, blue"
        ),
    )
    attachments = forms.IntegerField(
        label=gettext_lazy("Files"), min_value=0, max_value=10, initial=5, help_text=gettext_lazy("How many may be attached; 0: none.")
    )
    consent = forms.CharField(
        label=gettext_lazy("Consent to agree to"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Which data is kept, what for, and how long. Empty: nothing has to be agreed to."),
    )
    origins = forms.CharField(
        label=gettext_lazy("Pages that may show it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://your-shop.kr"}),
        help_text=gettext_lazy("One a line, without a path."),
    )

    field_order = ("name", "address", "team", "mailbox", "title", "intro", "thanks", "acknowledges")
    groups_of: ClassVar = (
        (gettext_lazy("What it asks for"), ("ask_name", "ask_phone", "ask_order_number", "ask_subject", "own", "attachments", "consent")),
        (gettext_lazy("In pages of your shop"), ("origins",)),
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        able = [one.pk for one in fallback.mailboxes()]
        self.fields["mailbox"].queryset = Channel.objects.filter(pk__in=able)  # pyright: ignore[reportAttributeAccessIssue]

    @classmethod
    def values_of(cls, channel: Channel) -> dict[str, Any]:
        kept = of(channel)
        asked = {f"ask_{name}": getattr(kept, name) for name in ("name", "phone", "order_number", "subject")}
        plain = {name: getattr(kept, name) for name in ("title", "intro", "thanks", "own", "consent")}
        common = super().values_of(channel)
        return {
            **common,
            **asked,
            **plain,
            "attachments": kept.files,
            "address": channel.handle,
            "origins": "\n".join(kept.origins),
            "mailbox": kept.answers_by,
        }

    def clean_own(self) -> str:
        try:
            own_fields(self.cleaned_data["own"])
        except ValueError as line:
            raise forms.ValidationError(_("This line cannot be read: %(line)s") % {"line": line}) from line
        return self.cleaned_data["own"]

    def clean_origins(self) -> str:
        said = {origin: origin_of(origin) for origin in self.cleaned_data["origins"].split()}
        for typed, origin in said.items():
            if not origin:
                raise forms.ValidationError(_("%(origin)s is no page's origin, which is like https://your-shop.kr") % {"origin": typed})
        return "\n".join(dict.fromkeys(said.values()))

    @property
    def handle(self) -> str:
        return self.cleaned_data["address"].lower()

    @property
    def settings(self) -> dict[str, Any]:
        said = self.cleaned_data
        asked = {name: said[f"ask_{name}"] for name in ("name", "phone", "order_number", "subject")}
        plain = {name: said[name] for name in ("title", "intro", "thanks", "own", "consent")}
        mailbox = said["mailbox"].pk if said["mailbox"] else None
        return FormSettings(
            **asked, **plain, files=said["attachments"], origins=tuple(said["origins"].split()), answers_by=mailbox
        ).to_json()
