"""The words of a question, in each language we write to customers. Pure; a new language is one module more.

Not gettext: these sentences follow the customer's language, not the reader's.
"""

from dataclasses import dataclass
from types import ModuleType

from django.utils.html import escape

from onmaru.closing.wording import en, ko

_BY_CODE: dict[str, ModuleType] = {"ko": ko, "en": en}
# Whoever writes in a language we do not write is asked in the one most people read.
OTHERS = "en"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked about what, by whom, and where each answer leads; without addresses, by an answer in words."""

    kind: str
    name: str
    shop: str
    number: str
    yes: str = ""
    no: str = ""


def of(language: str) -> ModuleType:
    return _BY_CODE.get(language.lower().partition("-")[0], _BY_CODE[OTHERS])


def letter(asked: Asked, words: ModuleType) -> str:
    """As a mail says it."""
    answers = f"{words.YES}: {asked.yes}\n{words.NO}: {asked.no}" if asked.yes else words.BY_WORDS
    return "\n\n".join([_greeting(asked, words), words.QUESTIONS[asked.kind], answers, words.CLOSING]).format(
        shop=asked.shop, number=asked.number
    )


def letter_as_html(asked: Asked, words: ModuleType) -> str:
    """The same with links to press."""
    buttons = f'<p><a href="{asked.yes}">{escape(words.YES)}</a> &nbsp;·&nbsp; <a href="{asked.no}">{escape(words.NO)}</a></p>'
    texts = [_greeting(asked, words), words.QUESTIONS[asked.kind], "" if asked.yes else words.BY_WORDS, words.CLOSING]
    parts = [f"<p>{escape(text.format(shop=asked.shop, number=asked.number))}</p>" if text else buttons for text in texts]
    return "".join(parts)


def short(asked: Asked, words: ModuleType) -> str:
    """As a chat says it."""
    return words.SHORT[asked.kind]


def _greeting(asked: Asked, words: ModuleType) -> str:
    # A name may hold braces: what is filled in afterwards is ours alone.
    return words.greeting(asked.name).replace("{", "{{").replace("}", "}}")
