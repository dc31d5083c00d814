from datetime import timedelta

from django.db.models import Q

from onmaru.kit import clock
from onmaru.kit.jobs import every
from onmaru.teamwork.actions.look_at_duty import look_at_duty
from onmaru.teamwork.actions.look_at_escalation import look_at_escalation
from onmaru.teamwork.models import Duty, Escalation
from onmaru.teamwork.models.duty import REMINDER

AT_ONCE = 500


@every("* * * * *")
def look_at_duties() -> None:
    """What is due soon, or due, and was not said yet. The facts are looked at anew before anything is."""
    now = clock.now()
    soon = Q(reminded_at=None, due_at__lte=now + REMINDER, begun_at__lt=now - timedelta(minutes=1))
    late = Q(overdue_at=None, due_at__lte=now)
    for number in Duty.objects.still_open().filter(soon | late).order_by("due_at").values_list("pk", flat=True)[:AT_ONCE]:
        look_at_duty(number)


@every("* * * * *")
def look_at_escalations() -> None:
    """What nobody answered in time."""
    late = Escalation.objects.still_open().filter(overdue_at=None, due_at__lte=clock.now())
    for number in late.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE]:
        look_at_escalation(number)
