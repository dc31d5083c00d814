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
