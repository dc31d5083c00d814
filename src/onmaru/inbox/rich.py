"""Content that is more than text: cards, carousels, quick replies and forms, as a message holds them.

A message keeps it as JSON, checked by `read` before it is stored and never changed after; channels that cannot show it send `plain` of it.
Links lead to http(s), tel or mailto, and nowhere else. Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

MOST_BUTTONS, MOST_CARDS, MOST_REPLIES, MOST_FIELDS, MOST_CHOICES = 5, 10, 13, 12, 20
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK, LONGEST_VALUE = 120, 1000, 2000, 500
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{1,30}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
# What a browser would drop while it reads an address, so that "java\nscript:" were one again.
_INVISIBLE = re.compile(r"[\x00-\x20\x7f]")

ButtonKind = Literal["postback", "url", "phone"]
FieldKind = Literal["text", "long", "email", "phone", "number", "date", "choice"]


class Malformed(ValueError):
    """It is not of this shape: `field` says where ("cards.0.buttons.1.value"), `code` why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True, slots=True)
class Button:
    """`value` is what comes back when it is pressed (postback), an address (url) or a number (phone)."""

    kind: ButtonKind
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    text: str = ""
    image_url: str = ""
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Carousel:
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class QuickReplies:
    """A question with answers to press; the one pressed is sent as what the customer wrote."""

    text: str
    replies: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    title: str
    fields: tuple[Field, ...]


Rich = Card | Carousel | QuickReplies | Form
SORTS: dict[str, type[Rich]] = {"card": Card, "carousel": Carousel, "quick_replies": QuickReplies, "form": Form}


def sort_of(rich: Rich) -> str:
    """ "card", "carousel", "quick_replies" or "form"."""
    return next(sort for sort, shape in SORTS.items() if isinstance(rich, shape))


def to_json(rich: Rich) -> dict[str, Any]:
    """As it is stored and sent: the sort under "type" beside the fields."""
    return {"type": sort_of(rich), **asdict(rich)}


def read(data: Any) -> Rich:
    """From JSON of anybody's making. Raises Malformed."""
    given = _object(data, "")
    sort = given.get("type")
    if sort == "card":
        return _card(given, "")
    if sort == "carousel":
        return Carousel(tuple(_card(_object(one, at), f"{at}.") for at, one in _each(given, "cards", "", MOST_CARDS)))
    if sort == "quick_replies":
        replies = tuple(_button(one, at) for at, one in _each(given, "replies", "", MOST_REPLIES))
        if any(reply.kind != "postback" for reply in replies):
            raise Malformed("replies", "only_postbacks")
        return QuickReplies(_text(given, "text", "", LONGEST_TEXT, required=True), replies)
    if sort == "form":
        fields = tuple(_field(_object(one, at), at) for at, one in _each(given, "fields", "", MOST_FIELDS))
        if len({field.name for field in fields}) != len(fields):
            raise Malformed("fields", "names_twice")
        return Form(_text(given, "title", "", LONGEST_TITLE, required=True), fields)
    raise Malformed("type", "unknown")


def plain(rich: Rich) -> str:
    """The same in words, for a list, a search and channels that show only text."""
    if isinstance(rich, Card):
        lines = [rich.title, rich.text, *(f"{button.title}: {button.value}" for button in rich.buttons if button.kind != "postback")]
        return "\n".join(line for line in lines if line)
    if isinstance(rich, Carousel):
        return "\n\n".join(plain(card) for card in rich.cards)
    if isinstance(rich, QuickReplies):
        return "\n".join([rich.text, *(f"- {reply.title}" for reply in rich.replies)])
    return "\n".join([rich.title, *(f"- {field.label}" for field in rich.fields)])


def is_link(address: str) -> bool:
    """Whether it may be followed: http(s) with a host, tel or mailto, and nothing in it that hides where it leads."""
    if len(address) > LONGEST_LINK or _INVISIBLE.search(address) or "\\" in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in {"tel", "mailto"} and bool(parts.path)


def _card(given: Mapping[str, Any], at: str) -> Card:
    image = _text(given, "image_url", at, LONGEST_LINK)
    if image and not (is_link(image) and image.startswith("https://")):
        raise Malformed(f"{at}image_url", "not_a_picture")
    return Card(
        title=_text(given, "title", at, LONGEST_TITLE, required=True),
        text=_text(given, "text", at, LONGEST_TEXT),
        image_url=image,
        buttons=tuple(_button(one, where) for where, one in _each(given, "buttons", at, MOST_BUTTONS, least=0)),
    )


def _button(data: Any, at: str) -> Button:
    given = _object(data, at)
    kind, value = given.get("kind"), _text(given, "value", f"{at}.", LONGEST_LINK, required=True)
    if kind not in get_args(ButtonKind):
        raise Malformed(f"{at}.kind", "unknown")
    fits = is_link(value) if kind == "url" else _PHONE.fullmatch(value) if kind == "phone" else len(value) <= LONGEST_VALUE
    if not fits:
        raise Malformed(f"{at}.value", "not_allowed")
    return Button(kind, _text(given, "title", f"{at}.", LONGEST_TITLE, required=True), value)  # pyright: ignore[reportArgumentType]


def _field(given: Mapping[str, Any], at: str) -> Field:
    kind, name = given.get("kind", "text"), _text(given, "name", f"{at}.", 40, required=True)
    if kind not in get_args(FieldKind):
        raise Malformed(f"{at}.kind", "unknown")
    if not _NAME.fullmatch(name):
        raise Malformed(f"{at}.name", "not_allowed")
    choices = tuple(_string(one, where, LONGEST_TITLE) for where, one in _each(given, "choices", f"{at}.", MOST_CHOICES, least=0))
    if (kind == "choice") != bool(choices):
        raise Malformed(f"{at}.choices", "only_of_a_choice" if choices else "required")
    label = _text(given, "label", f"{at}.", LONGEST_TITLE, required=True)
    return Field(name, label, kind, given.get("required") is True, choices)  # pyright: ignore[reportArgumentType]


def _object(data: Any, at: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise Malformed(at or "rich", "not_an_object")
    return data


def _each(given: Mapping[str, Any], name: str, at: str, most: int, least: int = 1) -> list[tuple[str, Any]]:
    found = given.get(name, [])
    if not isinstance(found, list | tuple) or not least <= len(found) <= most:
        raise Malformed(f"{at}{name}", "count")
    return [(f"{at}{name}.{number}", one) for number, one in enumerate(found)]


def _text(given: Mapping[str, Any], name: str, at: str, longest: int, required: bool = False) -> str:
    text = _string(given.get(name, ""), f"{at}{name}", longest)
    if required and not text:
        raise Malformed(f"{at}{name}", "required")
    return text


def _string(value: Any, at: str, longest: int) -> str:
    if not isinstance(value, str):
        raise Malformed(at, "not_text")
    text = value.replace("\0", "").strip()
    if len(text) > longest:
        raise Malformed(at, "too_long")
    return text
