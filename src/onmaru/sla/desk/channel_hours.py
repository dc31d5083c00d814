from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from onmaru.inbox.actions.set_channel_hours import drop_channel_hours, set_channel_hours
from onmaru.inbox.models import Channel, ChannelHours
from onmaru.people.desk.hours import HoursForm
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.people.models import BusinessHours


class HoursOfChannel(SettingsView):
    """When a channel is answered, where that differs from the hours of its team."""

    section = "settings_channels"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._page(get_object_or_404(Channel, pk=number), None)

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        channel, form = get_object_or_404(Channel, pk=number), HoursForm(request.POST)
        if not form.is_valid():
            return self._page(channel, form, status=422)
        set_channel_hours(channel, form.week, form.cleaned_data["holidays"], request.user, form.cleaned_data["days"])
        return self.done("settings_channel_hours", _("The business hours are saved."), channel.pk)

    def _page(self, channel: Channel, form: HoursForm | None, status: int = 200) -> HttpResponse:
        own = ChannelHours.objects.filter(channel=channel).first()
        usual = BusinessHours.objects.filter(team=channel.team_id).first() or BusinessHours.objects.filter(team=None).first()
        shown = form or HoursForm.of(own or usual or BusinessHours())
        return self.page("sla/channel_hours.html", status=status, form=shown, channel=channel, has_own=own is not None)


class HoursOfChannelEnd(SettingsView):
    """That a channel keeps the hours of its team again."""

    section = "settings_channels"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        channel = get_object_or_404(Channel, pk=number)
        drop_channel_hours(channel, request.user)
        return self.done("settings_channel_hours", _("The channel keeps the hours of its team again."), channel.pk)
