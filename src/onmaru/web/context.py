"""What every template may use without its view saying so."""

from django.http import HttpRequest
from django.utils.functional import lazy

from onmaru.web.phrases import phrases
from onmaru.web.preferences import preferences


def page(request: HttpRequest) -> dict[str, object]:
    return {"preferences": preferences(request), "phrases": lazy(phrases, dict)()}
