"""What every shop's macros and rules can do. Other packages declare more in `effects.py` of their own."""

from onmaru.automation.effects import escalate as escalate
from onmaru.automation.effects import people as people
from onmaru.automation.effects import priority as priority
from onmaru.automation.effects import reason as reason
from onmaru.automation.effects import saying as saying
from onmaru.automation.effects import status as status
from onmaru.automation.effects import tags as tags
from onmaru.automation.effects import task as task
from onmaru.automation.effects import workflow as workflow
