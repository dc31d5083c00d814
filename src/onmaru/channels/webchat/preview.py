from django.http import HttpResponse

from onmaru.channels.webchat.form import Form, chosen
from onmaru.channels.webchat.kind import KIND
from onmaru.channels.webchat.settings import WebchatSettings
from onmaru.channels.webchat.widget_page import framed
from onmaru.inbox.models import Channel
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest


class Preview(SettingsView):
    """The widget as it would be with what an admin has typed so far; nothing of it is saved."""

    section = "settings_channels"

    def get(self, request: AgentRequest) -> HttpResponse:
        form = Form(request.GET)
        form.is_valid()
        settings = chosen(form.cleaned_data, WebchatSettings())
        channel = Channel(kind=KIND.code, handle="preview", name=form.cleaned_data.get("name") or "…", team=form.cleaned_data.get("team"))
        return framed(request, channel, settings, channel.language, preview=True)
