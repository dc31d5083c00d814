from onmaru.automation.models.check_choice import CheckChoice as CheckChoice
from onmaru.automation.models.linked_page import LinkedPage as LinkedPage
from onmaru.automation.models.macro import Macro as Macro
from onmaru.automation.models.macro_use import MacroUse as MacroUse
from onmaru.automation.models.phrase import BannedPhrase as BannedPhrase
