from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from onmaru.inbox.filtering.filter import Asking
from onmaru.people.desk.settings import SettingsView
from onmaru.people.door import AgentRequest
from onmaru.segments.actions.write import NameIsTaken, retire_segment, write_segment
from onmaru.segments.belonging import MOST_COUNTED, size
from onmaru.segments.desk.form import SegmentForm
from onmaru.segments.models import Segment
from onmaru.segments.wording import summary

# Each is counted in a query of its own.
MOST_SHOWN = 50


class SegmentsSettings(SettingsView):
    """All segments: what they ask, and how many customers belong."""

    section = "settings_segments"

    def get(self, request: AgentRequest) -> HttpResponse:
        asking = Asking(request.user)
        rows = [
            {"segment": segment, "asks": summary(segment, asking), "size": _worded_size(segment)}
            for segment in Segment.objects.in_use()[:MOST_SHOWN]
        ]
        return self.page("segments/segments.html", rows=rows)


class SegmentSettings(SettingsView):
    """One segment, or a new one."""

    section = "settings_segments"

    def get(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        segment = _segment(number)
        return self._page(segment, SegmentForm(segment=segment))

    def post(self, request: AgentRequest, number: int | None = None) -> HttpResponse:
        segment, form = _segment(number), SegmentForm(request.POST)
        if form.is_valid():
            try:
                write_segment(segment, request.user, form.cleaned_data["name_ko"], form.cleaned_data["name_en"], form.terms)
                return self.done("settings_segments", _("The segment is saved. Who belongs is worked out now."))
            except NameIsTaken:
                form.add_error("name_ko", _("Another segment is called so."))
        return self._page(segment, form, status=422)

    def _page(self, segment: Segment | None, form: SegmentForm, status: int = 200) -> HttpResponse:
        return self.page("segments/segment.html", status=status, segment=segment, form=form, size=_worded_size(segment) if segment else "")


class SegmentEnd(SettingsView):
    """That nobody belongs to a segment any more."""

    section = "settings_segments"

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        retire_segment(get_object_or_404(Segment, pk=number), request.user)
        return self.done("settings_segments", _("The segment is retired. Nobody belongs to it any more."))


def _segment(number: int | None) -> Segment | None:
    return get_object_or_404(Segment.objects.in_use(), pk=number) if number else None


def _worded_size(segment: Segment) -> str:
    if segment.placed_at is None:
        return _("Being worked out")
    count = size(segment)
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"
