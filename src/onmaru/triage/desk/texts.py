from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Channel
from onmaru.people.desk.settings import SettingsView
from onmaru.people.desk.text_field import TextField
from onmaru.people.door import AgentRequest
from onmaru.triage.actions.write_text import write_text
from onmaru.triage.models import AcknowledgementText
from onmaru.triage.wording import LANGUAGES, NEEDED, PLACEHOLDERS, of

NAMES = {"ko": gettext_lazy("In Korean"), "en": gettext_lazy("In English, for everybody else")}


class TextsForm(forms.Form):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields = {language: TextField(PLACEHOLDERS, NEEDED, label=NAMES[language]) for language in LANGUAGES}


class AcknowledgementTexts(SettingsView):
    """The words a channel acknowledges with."""

    section = "settings_channels"

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        channel = get_object_or_404(Channel, pk=number)
        own = dict(AcknowledgementText.objects.filter(channel=channel).values_list("language", "text"))
        return self._page(channel, TextsForm(initial={language: own.get(language) or of(language).TEXT for language in LANGUAGES}))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        channel = get_object_or_404(Channel, pk=number)
        form = TextsForm(request.POST)
        if not form.is_valid():
            return self._page(channel, form, 422)
        for language in LANGUAGES:
            text = form.cleaned_data[language].replace("\r\n", "\n").strip()
            # Our own words are not kept as the shop's: they would stay behind when ours improve.
            write_text(channel, language, "" if text == of(language).TEXT.strip() else text, request.user)
        return self.done("settings_acknowledgement", _("The words are saved."), channel.pk)

    def _page(self, channel: Channel, form: TextsForm, status: int = 200) -> HttpResponse:
        return self.page("triage/texts.html", status=status, channel=channel, form=form)
