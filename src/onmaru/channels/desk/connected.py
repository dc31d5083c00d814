from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from onmaru.channels.form import ChannelForm, Trial
from onmaru.channels.homes import Health, part
from onmaru.channels.hooks import address
from onmaru.inbox import kinds
from onmaru.inbox.actions.connect import configure, connect, pause, resume
from onmaru.inbox.models import Channel
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest


def form_of(kind: str) -> type[ChannelForm]:
    module = part(kind, "form")
    if module is None:
        raise Http404
    return module.Form


def health_of(channel: Channel) -> Health | None:
    module = part(channel.kind, "health")
    return module.health(channel) if module else None


def tried(form: ChannelForm, request: AgentRequest) -> list[Trial]:
    """What the trial of a valid form found; nothing where the admin saves all the same."""
    return [] if "anyway" in request.POST else form.trials()


class Channels(SettingsView):
    """The connected channels, how each fares, and which could be added."""

    section = "settings_channels"

    def get(self, request: AgentRequest) -> HttpResponse:
        shown = [(channel, health_of(channel)) for channel in Channel.objects.select_related("team")]
        addable = [kind for kind in kinds.everyone() if part(kind.code, "form")]
        return self.page("channels/channels.html", channels=shown, kinds=addable)


class NewChannel(SettingsView):
    """A channel before it is connected."""

    section = "settings_channels"

    def get(self, request: AgentRequest, kind: str) -> HttpResponse:
        return self._page(kind, form_of(kind)())

    def post(self, request: AgentRequest, kind: str) -> HttpResponse:
        form = form_of(kind)(request.POST)
        trials = tried(form, request) if form.is_valid() else []
        if form.errors or not all(trial.ok for trial in trials):
            return self._page(kind, form, 422, trials)
        try:
            channel = connect(kind, request.user, **form.fields_of_channel)
        except IntegrityError:
            form.add_error(None, _("That account is connected already."))
            return self._page(kind, form, 422)
        return self.done("settings_channel", _("The channel is connected."), channel.pk)

    def _page(self, kind: str, form: ChannelForm, status: int = 200, trials: list[Trial] | None = None) -> HttpResponse:
        return self.page("channels/channel.html", status=status, form=form, kind=kinds.get(kind), trials=trials or [])


class ChannelSettings(SettingsView):
    """One channel: how it is reached, whether it acknowledges, how it fares."""

    section = "settings_channels"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        channel = get_object_or_404(Channel, pk=number)
        return self._page(channel, form_of(channel.kind)(channel=channel) if part(channel.kind, "form") else None)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        channel = get_object_or_404(Channel, pk=number)
        form = form_of(channel.kind)(request.POST, channel=channel)
        trials = tried(form, request) if form.is_valid() else []
        if form.errors or not all(trial.ok for trial in trials):
            return self._page(channel, form, 422, trials)
        try:
            configure(channel, request.user, **form.fields_of_channel)
        except IntegrityError:
            form.add_error(None, _("That account is connected already."))
            return self._page(channel, form, 422)
        return self.done("settings_channel", _("The channel is saved."), channel.pk)

    def _page(self, channel: Channel, form: ChannelForm | None, status: int = 200, trials: list[Trial] | None = None) -> HttpResponse:
        context: dict[str, Any] = {"channel": channel, "form": form, "kind": channel.kind_of, "trials": trials or []}
        return self.page("channels/channel.html", status=status, health=health_of(channel), hook=address(channel), **context)


class Pause(SettingsView):
    """That a channel rests."""

    section = "settings_channels"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        pause(get_object_or_404(Channel, pk=number), request.user)
        return self.done("settings_channel", _("The channel is paused: nothing is fetched or taken for it."), number)


class PauseEnd(SettingsView):
    """That it goes on."""

    section = "settings_channels"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        resume(get_object_or_404(Channel, pk=number), request.user)
        return self.done("settings_channel", _("The channel goes on."), number)
