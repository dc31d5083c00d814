"""What an admin chooses for a chat: where it stands, how it looks and speaks, what it asks, and which other ways it offers."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels.form import ChannelForm
from onmaru.channels.origins import origin_of
from onmaru.channels.webchat import contact_ways, pre_chat_questions
from onmaru.channels.webchat.kind import MEGABYTE
from onmaru.channels.webchat.settings import Consent, IdentitySecret, Look, WebchatSettings, of
from onmaru.channels.webchat.tokens import hashed, new_token, new_widget_id
from onmaru.inbox.models import Channel

# The one in use, and the one before it until the shop has changed over.
MOST_SECRETS = 2
COLOUR = re.compile(r"#[0-9a-f]{6}")
THEMES = [("auto", gettext_lazy("Like the visitor's device")), ("light", gettext_lazy("Light")), ("dark", gettext_lazy("Dark"))]
SIDES = [("right", gettext_lazy("On the right")), ("left", gettext_lazy("On the left"))]


class ColourInput(forms.TextInput):
    input_type = "color"


Asked = type("Asked", (forms.Form,), {**pre_chat_questions.fields(), **contact_ways.fields()})


class Form(Asked, ChannelForm):
    origins = forms.CharField(
        label=gettext_lazy("Pages of your shop"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "https://your-shop.kr"}),
        help_text=gettext_lazy("The address of each site that shows the chat, one a line. No other page can show it."),
    )  # fmt: skip
    greeting = forms.CharField(label=gettext_lazy("Greeting"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    launcher_text = forms.CharField(
        label=gettext_lazy("Words on the button"), required=False, max_length=20, help_text=gettext_lazy("Empty: only the picture.")
    )
    primary = forms.CharField(
        label=gettext_lazy("Colour"), initial="#2a6a5d", widget=ColourInput,
        help_text=gettext_lazy("Where words on it could not be read, it is darkened as little as needed."),
    )  # fmt: skip
    theme = forms.ChoiceField(label=gettext_lazy("Light or dark"), choices=THEMES)
    position = forms.ChoiceField(label=gettext_lazy("Where the button is"), choices=SIDES)
    sound = forms.BooleanField(label=gettext_lazy("A soft tone for each answer"), required=False, initial=True)
    takes_files = forms.BooleanField(label=gettext_lazy("Visitors may send files"), required=False, initial=True)
    consent = forms.CharField(
        label=gettext_lazy("What visitors agree to"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Asked before the first message. Empty: nothing is asked."),
    )  # fmt: skip
    context = forms.BooleanField(
        label=gettext_lazy("Agents see the visitor's page and cart"), required=False,
        help_text=gettext_lazy("Only of visitors who agreed to what stands above."),
    )  # fmt: skip
    require_identity = forms.BooleanField(label=gettext_lazy("Only for customers who are signed in at the shop"), required=False)
    identity_expires = forms.BooleanField(
        label=gettext_lazy("Signatures have to end"), required=False,
        help_text=gettext_lazy("The shop's server says with each until when it counts; one without an end is refused."),
    )  # fmt: skip
    new_secret = forms.BooleanField(
        label=gettext_lazy("Make a new signing key"), required=False, help_text=gettext_lazy("The one before it counts until the next.")
    )

    groups_of = (
        (gettext_lazy("Questions before the chat"), pre_chat_questions.NAMES),
        (gettext_lazy("Consent and context"), ("consent", "context")),
        (gettext_lazy("Customers who are signed in"), ("require_identity", "identity_expires", "new_secret")),
        *contact_ways.GROUPS,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["acknowledges"].initial = False

    @classmethod
    def values_of(cls, channel: Channel) -> dict[str, Any]:
        kept = of(channel)
        return {
            **super().values_of(channel),
            "origins": "\n".join(kept.origins),
            **{name: getattr(kept.look, name) for name in ("primary", "theme", "position", "greeting", "launcher_text", "sound")},
            "takes_files": kept.attachments.enabled,
            "consent": kept.consent.text,
            "context": kept.context,
            "require_identity": kept.require_identity,
            "identity_expires": kept.identity_expires,
            **pre_chat_questions.values_of(kept.pre_chat),
            **contact_ways.values_of(kept.ways),
        }

    def unfolds(self, names: tuple[str, ...]) -> bool:
        return any(self[name].value() not in (None, "", False, "no", "never", "0") for name in names if name.endswith(("_when", "_asked")))

    def clean_origins(self) -> str:
        found = [origin_of(line.strip()) for line in self.cleaned_data["origins"].splitlines() if line.strip()]
        if not all(found):
            raise ValidationError(_("Each line is the address of a site, like https://your-shop.kr."))
        return "\n".join(dict.fromkeys(found))

    def clean_primary(self) -> str:
        colour = self.cleaned_data["primary"].lower()
        if not COLOUR.fullmatch(colour):
            raise ValidationError(_("A colour is written like #2a6a5d."))
        return colour

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, problem in contact_ways.problems(given):
            self.add_error(name, problem)
        return given

    @property
    def handle(self) -> str:
        return self.channel.handle if self.channel else new_widget_id()

    @property
    def settings(self) -> dict[str, Any]:
        kept = chosen(self.cleaned_data, of(self.channel) if self.channel else WebchatSettings())
        if not kept.secrets or self.cleaned_data["new_secret"]:
            made = IdentitySecret(new_token(), timezone.localdate().isoformat())
            kept = replace(kept, secrets=(made, *kept.secrets)[:MOST_SECRETS])
        # What others keep beside it, such as the mailbox that answers when the visitor is gone, stays.
        return {**(self.channel.settings if self.channel else {}), **kept.to_json()}


def chosen(values: dict[str, Any], before: WebchatSettings) -> WebchatSettings:
    """The settings with what was typed, as far as it can be used: a preview shows also what cannot be saved yet."""
    names = [name for name in ("primary", "theme", "position", "greeting", "launcher_text", "sound") if name in values]
    text = values.get("consent", "")
    return replace(
        before,
        origins=tuple(values.get("origins", "").split()),
        look=replace(before.look or Look(), **{name: values[name] for name in names}),
        attachments=replace(
            before.attachments, enabled=values.get("takes_files", True), max_bytes=before.attachments.max_bytes or 10 * MEGABYTE
        ),
        # Another text is another agreement.
        consent=Consent(text, hashed(text)[:12]) if text else Consent(),
        context=values.get("context", False),
        require_identity=values.get("require_identity", False),
        identity_expires=values.get("identity_expires", False),
        pre_chat=pre_chat_questions.chosen(values),
        ways=contact_ways.chosen(values),
    )
