"""The words of a question, in each language we write to customers. Pure; a new language is one module more.

Not gettext: these sentences follow the customer's language, not the reader's, and are the shop's to edit.
"""

from dataclasses import dataclass
from html import escape
from types import ModuleType

from onmaru.closing.wording import en, ko
from onmaru.language.placeholders import as_html, fill

_BY_CODE: dict[str, ModuleType] = {"ko": ko, "en": en}
# Whoever writes in a language we do not write is asked in the one most people read.
OTHERS = "en"
LANGUAGES = tuple(_BY_CODE)
# A chat has its answers below the words, to press; a mail says them.
PLACEHOLDERS = {"mail": ("name", "shop", "number", "answers"), "chat": ("name", "shop", "number")}
NEEDED: dict[str, tuple[str, ...]] = {"mail": ("answers",), "chat": ()}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about what, by whom, and where each answer leads; without addresses, by an answer in words."""

    kind: str
    name: str
    shop: str
    number: str
    yes: str = ""
    no: str = ""


def spoken(language: str) -> str:
    """The language we ask in whoever writes `language` ("ko", "pt-BR")."""
    code = language.lower().partition("-")[0]
    return code if code in _BY_CODE else OTHERS


def of(language: str) -> ModuleType:
    return _BY_CODE[spoken(language)]


def ours(way: str, kind: str, language: str) -> str:
    words = of(language)
    return (words.MAIL if way == "mail" else words.CHAT)[kind]


def letter(asked: Asked, words: ModuleType, own: str = "") -> str:
    """As a mail says it, in the shop's own words where it has some."""
    answers = f"{words.YES}: {asked.yes}\n{words.NO}: {asked.no}" if asked.yes else words.BY_WORDS
    return fill(own or words.MAIL[asked.kind], {**_values(asked, words), "answers": answers})


def letter_as_html(asked: Asked, words: ModuleType, own: str = "") -> str:
    """The same with links to press."""
    links = f'<a href="{escape(asked.yes)}">{escape(words.YES)}</a> &nbsp;·&nbsp; <a href="{escape(asked.no)}">{escape(words.NO)}</a>'
    values = {name: escape(value) for name, value in _values(asked, words).items()}
    return fill(as_html(own or words.MAIL[asked.kind]), {**values, "answers": links if asked.yes else escape(words.BY_WORDS)})


def short(asked: Asked, words: ModuleType, own: str = "") -> str:
    """As a chat says it."""
    return fill(own or words.CHAT[asked.kind], _values(asked, words))


def _values(asked: Asked, words: ModuleType) -> dict[str, str]:
    return {"name": words.greeting(asked.name), "shop": asked.shop, "number": asked.number}
