"""What macros can say of the promise that the customer was given."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from onmaru.automation.variable import Scene, Variable, register
from onmaru.kit import clock
from onmaru.triage.models import Acknowledgement
from onmaru.triage.wording import of


def _due(scene: Scene) -> str:
    made = Acknowledgement.objects.about(scene.conversation).exclude(due_at=None).order_by("-made_at").first()
    if made is None or made.due_at is None:
        return ""
    return of(scene.language).moment(made.due_at, clock.now(), ZoneInfo(scene.agent.time_zone))


register(Variable("promise.time", "약속.시각", _("By when the customer was promised an answer"), _due, others=("약속", "promise")))
