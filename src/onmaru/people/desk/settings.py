"""What all pages of the settings have in common."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission


class SettingsView(DeskView):
    """A page of the settings. `section` is the name of its entry in the menu."""

    to_read = Permission.CONFIGURE
    to_write = Permission.CONFIGURE
    section: ClassVar[str]

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, template, {"here": "settings", "section": self.section, **context}, status=status)

    def done(self, to: str, sentence: str, *arguments: Any) -> HttpResponse:
        messages.success(self.request, sentence)
        return redirect(to, *arguments)


class Settings(SettingsView):
    """The settings open with the shop's."""

    section = "settings_shop"

    def get(self, request: AgentRequest) -> HttpResponse:
        return redirect("settings_shop")
