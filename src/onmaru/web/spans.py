"""How far back a report looks: a few spans to choose from, drawn by `web/_spans.html` with what `span` gives."""

from typing import Any

from django.http import HttpRequest

SPANS = (7, 30, 90)
USUAL = 30


def span(request: HttpRequest) -> dict[str, Any]:
    """`days`, and the `spans` there are with the address of each: what else was asked for stays."""
    asked = request.GET.get("days", "")
    others = request.GET.copy()
    # Where one was in a list is a place in another list, once the span is another.
    others.pop("after", None)
    spans = []
    for days in SPANS:
        others["days"] = str(days)
        spans.append((days, f"?{others.urlencode()}"))
    return {"days": int(asked) if asked in map(str, SPANS) else USUAL, "spans": spans}
