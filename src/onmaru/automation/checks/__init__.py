"""What is looked at before an answer leaves. Each check is pure: what was written in, what should be looked at once more out."""

from onmaru.automation.checks.asked_again import ASKED_AGAIN
from onmaru.automation.checks.check import Check as Check
from onmaru.automation.checks.check import Finding as Finding
from onmaru.automation.checks.check import Seen as Seen
from onmaru.automation.checks.missing_file import MISSING_FILE
from onmaru.automation.checks.open_places import OPEN_PLACES
from onmaru.automation.checks.other_language import OTHER_LANGUAGE
from onmaru.automation.checks.pasted_note import PASTED_NOTE
from onmaru.automation.checks.phrases import PHRASES
from onmaru.automation.checks.unanswered import UNANSWERED

CHECKS: tuple[Check, ...] = (PASTED_NOTE, OPEN_PLACES, UNANSWERED, ASKED_AGAIN, MISSING_FILE, PHRASES, OTHER_LANGUAGE)
