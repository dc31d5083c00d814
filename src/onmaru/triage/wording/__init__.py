"""The words of an acknowledgement, in each language we write to customers. Pure; a new language is one module more.

Not gettext: these sentences follow the customer's language, are put together by grammar, and are the shop's to edit.
"""

from types import ModuleType

from onmaru.triage.wording import en, ko

_BY_CODE: dict[str, ModuleType] = {"ko": ko, "en": en}
# Whoever writes in a language we do not write is answered in the one most people read.
OTHERS = "en"
LANGUAGES = tuple(_BY_CODE)
PLACEHOLDERS = ("name", "number", "promise", "shop", "link")
# Without these it is no acknowledgement.
NEEDED = ("number", "promise")


def spoken(language: str) -> str:
    """The language we answer in to somebody who writes `language` ("ko", "pt-BR")."""
    code = language.lower().partition("-")[0]
    return code if code in _BY_CODE else OTHERS


def of(language: str) -> ModuleType:
    """The wording of `spoken(language)`: TEXT, greeting(name), by(moment, now, zone), within(duration), promise(promise, now, zone)."""
    return _BY_CODE[spoken(language)]
