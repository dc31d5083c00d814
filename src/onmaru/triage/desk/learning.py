from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.triage import shipped
from onmaru.triage.actions.ask_to_learn import ask_to_learn
from onmaru.triage.actions.take_version import take_version
from onmaru.triage.endpoint.words import sentence
from onmaru.triage.models import Endpoint, Learnt, Lesson
from onmaru.triage.versions import versions
from onmaru.web.fragments import wants_fragment


class Learning(SettingsView):
    """What was learnt of contact reasons, when, and how well; a POST learns now."""

    section = "settings_learning"

    def get(self, request: AgentRequest) -> HttpResponse:
        found = _found()
        if wants_fragment(request):
            return render(request, "triage/_learning.html", found)
        return self.page("triage/learning.html", **found)

    def post(self, request: AgentRequest) -> HttpResponse:
        ask_to_learn(request.user)
        return self.done("settings_learning", _("It is learnt now. Whatever is no better than before is not used."))


class LearningVersion(SettingsView):
    """One version: a POST takes it into use."""

    section = "settings_learning"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        take_version(get_object_or_404(Learnt.objects.exclude(content=b""), pk=number), request.user)
        return self.done("settings_learning", _("This version is used from now on."))


def _found() -> dict[str, Any]:
    endpoint, lesson = Endpoint.objects.first(), Lesson.objects.select_related("asked_by", "made").defer("made__content").first()
    return {
        "versions": versions(),
        "lesson": lesson,
        "endpoint": endpoint,
        "failing": sentence(endpoint.failed_because) if endpoint and endpoint.failed_at else "",
        "ours": len(shipped.examples()),
    }
