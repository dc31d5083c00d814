from onmaru.teamwork.models.cause import Cause as Cause
from onmaru.teamwork.models.duty import Duty as Duty
from onmaru.teamwork.models.escalation import Escalation as Escalation
from onmaru.teamwork.models.handover import Handover as Handover
