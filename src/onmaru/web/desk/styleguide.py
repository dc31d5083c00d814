"""Every component on one page, to look at and to test against."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

COLOURS = ["paper", "surface", "raised", "sunken", "hover", "selected", "line", "ink", "ink-soft", "ink-faint", "accent", "accent-soft"]
TONES = ["open", "snoozed", "resolved", "waiting", "danger", "accent", "note", "outline"]
ICONS = ["inbox", "send", "reply", "sticky-note", "paperclip", "tag", "clock", "circle-check", "ban", "merge", "search", "settings", "onmaru"]
PEOPLE = ["김민지", "박준호", "이서연", "오하루", "정유진", "Mia Berg", "최도윤", "help@haru.example", "한지우"]


def show(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    times = {"minutes": now - timedelta(minutes=4), "hours": now - timedelta(hours=3), "days": now - timedelta(days=2)}
    return render(request, "web/styleguide.html", {"colours": COLOURS, "tones": TONES, "icons": ICONS, "people": PEOPLE, "times": times})
