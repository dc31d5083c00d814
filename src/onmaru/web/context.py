"""What every template may use without its view saying so."""

from django.http import HttpRequest

from onmaru.web.phrases import phrases
from onmaru.web.preferences import preferences


def page(request: HttpRequest) -> dict[str, object]:
    # The function, not its answer: only a page that hands the phrases over pays for translating them.
    return {"preferences": preferences(request), "phrases": phrases}
