from onmaru.events.happening import Happening, happening


@happening("macro.made")
class MacroMade(Happening):
    macro_id: int
    macro_name: str


@happening("macro.edited")
class MacroEdited(Happening):
    macro_id: int
    macro_name: str


@happening("macro.deleted")
class MacroDeleted(Happening):
    macro_id: int
    macro_name: str


@happening("macro.applied")
class MacroApplied(Happening):
    """`message_id` is the answer it came with; None for a macro that only did something."""

    conversation_id: int
    macro_id: int
    macro_name: str
    message_id: int | None = None


@happening("macro.taken_back")
class MacroTakenBack(Happening):
    """The answer it came with was cancelled before it left."""

    conversation_id: int
    macro_id: int
    macro_name: str


@happening("macros.imported")
class MacrosImported(Happening):
    made: int
    edited: int
    refused: int


@happening("phrase.banned")
class PhraseBanned(Happening):
    phrase: str
    instead: str


@happening("phrase.allowed")
class PhraseAllowed(Happening):
    phrase: str


@happening("checks.chosen")
class ChecksChosen(Happening):
    """Which checks before sending are switched off for everybody."""

    off: list[str]


@happening("pages.linked")
class PagesLinked(Happening):
    """Which pages answers point to from now on."""

    names: list[str]


@happening("agents.called")
class AgentsCalled(Happening):
    """A rule wants these agents to know of a conversation."""

    conversation_id: int
    agent_ids: list[int]


@happening("rule.made")
class RuleMade(Happening):
    rule_id: int
    rule_name: str


@happening("rule.edited")
class RuleEdited(Happening):
    rule_id: int
    rule_name: str
    version: int


@happening("rule.deleted")
class RuleDeleted(Happening):
    rule_id: int
    rule_name: str


@happening("rule.switched")
class RuleSwitched(Happening):
    rule_id: int
    rule_name: str
    on: bool


@happening("rules.arranged")
class RulesArranged(Happening):
    rule_ids: list[int]


@happening("rule.applied")
class RuleApplied(Happening):
    conversation_id: int
    rule_id: int
    rule_name: str


@happening("rule.taken_back")
class RuleTakenBack(Happening):
    conversation_id: int
    rule_id: int
    rule_name: str
