"""When rules can look, as far as promises go."""

from django.utils.translation import gettext_lazy as _

from onmaru.automation.rules.trigger import Trigger, declare
from onmaru.triage.events import PromiseBroken

declare(Trigger("promise_broken", _("A promise is broken"), _("When a promised answer is late"), "alarm-clock", (PromiseBroken,)))
