"""Every component on one page, to look at and to test against."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

COLOURS = ["paper", "surface", "raised", "sunken", "hover", "selected", "line", "ink", "ink-soft", "ink-faint", "accent", "accent-soft"]
TONES = ["open", "snoozed", "resolved", "waiting", "danger", "accent", "note", "outline"]
ICONS = [
    "inbox",
    "send",
    "reply",
    "sticky-note",
    "paperclip",
    "tag",
    "clock",
    "circle-check",
    "ban",
    "merge",
    "search",
    "settings",
    "onmaru",
]
PEOPLE = ["김민지", "박준호", "이서연", "오하루", "정유진", "Mia Berg", "최도윤", "help@haru.example", "한지우"]


class Page(TemplateView):
    template_name = "web/styleguide.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        now = timezone.now()
        times = {"minutes": now - timedelta(minutes=4), "hours": now - timedelta(hours=3), "days": now - timedelta(days=2)}
        return super().get_context_data(colours=COLOURS, tones=TONES, icons=ICONS, people=PEOPLE, times=times, **context)
