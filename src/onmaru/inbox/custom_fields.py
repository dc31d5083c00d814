"""What values a custom field takes: from words of a form to what is stored, and back. Pure."""

from datetime import date
from decimal import Decimal

from onmaru.inbox.filtering import spans
from onmaru.inbox.models import CustomField

Kind = CustomField.Kind
Stored = str | float | bool
LONGEST_TEXT = 200


class NotThat(ValueError):
    """The field takes no such value."""


def stored(field: CustomField, text: str) -> Stored | None:
    """What a form says, as it is kept; None for no value. Raises NotThat."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        return None
    try:
        match field.kind:
            case Kind.NUMBER:
                return plain(spans.number(text))
            case Kind.DATE:
                return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise NotThat(text) from error
    if field.kind == Kind.YES_NO and text in {"yes", "no"}:
        return text == "yes"
    if (field.kind == Kind.TEXT and len(text) <= LONGEST_TEXT) or (field.kind == Kind.CHOICE and text in field.choices):
        return text
    raise NotThat(text)


def plain(number: Decimal) -> float | int:
    return int(number) if number == number.to_integral_value() else float(number)


def written(value: Stored | None) -> str:
    """A stored value as a form's field holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
