"""What an admin types to connect a channel. A kind's own form inherits the fields that all channels have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Channel
from onmaru.people.models import Team


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that was tried with the settings as typed, and how it went, in words."""

    what: str
    ok: bool
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together. One without a title stands open; the others unfold."""

    title: str
    fields: list[forms.BoundField]
    open: bool = False


class Secret(forms.CharField):
    """A password or key: taken, never shown. Left empty, the one we have stays."""

    def __init__(self, **options: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(required=False, strip=True, widget=widget, **options)


class ChannelForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Channel name"), max_length=80, help_text=gettext_lazy("Agents see it in the list."))
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"), queryset=Team.objects.all(), required=False, empty_label=gettext_lazy("No team: everyone sees it")
    )
    acknowledges = forms.BooleanField(
        label=gettext_lazy("Acknowledge new conversations"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Once for each, with its number and an honest time. Never to machines."),
    )

    # Names of the fields in groups, as (title, fields); what is in none comes first.
    groups_of: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()
    # Advice that unfolds behind a field: its name, and (whom it concerns, what to do).
    hints_after: ClassVar[str] = ""
    hints: ClassVar[tuple[tuple[Any, Any], ...]] = ()

    def __init__(self, *arguments: Any, channel: Channel | None = None, **options: Any) -> None:
        initial = {**(self.values_of(channel) if channel else {}), **options.pop("initial", {})}
        super().__init__(*arguments, initial=initial, **options)
        self.channel = channel
        for name, field in self.fields.items():
            if channel and isinstance(field, Secret) and self.has_secret(name):
                field.widget.attrs["placeholder"] = _("Kept. Type a new one to change it.")

    @property
    def groups(self) -> Iterator[Group]:
        grouped = {name for _title, names in self.groups_of for name in names}
        yield Group("", [field for field in self if field.name not in grouped])
        for title, names in self.groups_of:
            fields = [self[name] for name in names]
            yield Group(title, fields, open=any(field.errors for field in fields) or self.unfolds(names))

    def unfolds(self, names: tuple[str, ...]) -> bool:
        """Whether a group holds what is in use."""
        return False

    def has_secret(self, name: str) -> bool:
        """Whether the channel has what this field would change."""
        return False

    @classmethod
    def values_of(cls, channel: Channel) -> dict[str, Any]:
        """The fields' values for a channel as it is."""
        return {"name": channel.name, "team": channel.team, "acknowledges": channel.acknowledges}

    @property
    def handle(self) -> str:
        """Our own handle there, once valid."""
        raise NotImplementedError

    @property
    def settings(self) -> dict[str, Any]:
        """What the channel keeps encrypted, once valid."""
        raise NotImplementedError

    def trials(self) -> list[Trial]:
        """Try the settings in earnest. Takes as long as the servers take."""
        return []

    @property
    def fields_of_channel(self) -> dict[str, Any]:
        common = {name: self.cleaned_data[name] for name in ("name", "team", "acknowledges")}
        return {**common, "handle": self.handle, "settings": self.settings}
