"""What is asked before a chat, and what the shop's page says it is about."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.api.reading import Given
from onmaru.channels.webchat.api.refusal import invalid
from onmaru.channels.webchat.settings import of
from onmaru.inbox.models import Channel
from onmaru.inbox.rich import Field

# Fields of these names are about the visitor.
ABOUT = ("name", "email", "phone")
CUSTOM = ("order_id", "product_id", "subject")
_EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]{1,185}\.[^@\s<>\".]{2,}")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{5,25}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,6})?")


def filled_in(given: Given, channel: Channel) -> dict[str, Any]:
    """{"pre_chat": {label: value}, "custom": {…}, "about": {"email": …}}, without what is empty. Raises Refusal."""
    found: dict[str, Any] = {}
    custom = given.inner("custom")
    if custom:
        found["custom"] = {name: value for name in CUSTOM if (value := custom.text(name, 200))}
        custom.done()
    fields = of(channel).pre_chat
    answers = given.inner("pre_chat") or Given({}, "pre_chat.")
    # What is asked is asked with the first message; while the shop is closed a way back is asked for as well.
    if given.has("message"):
        if not any(field.name == "email" for field in fields):
            fields = (*fields, Field("email", str(_("E-mail")), "email"))
        found["pre_chat"] = answered(answers, fields)
        found["about"] = {field.name: answers.text(field.name, 120) for field in fields if field.name in ABOUT and answers.has(field.name)}
        answers.done()
    return {name: value for name, value in found.items() if value}


def answered(given: Given, fields: tuple[Field, ...]) -> dict[str, str]:
    """What was filled into a form, by the labels of its fields. Raises Refusal."""
    found = {}
    for field in fields:
        value = given.text(field.name, 4000 if field.kind == "long" else 500, required=field.required, lines=field.kind == "long")
        if value and not fits(field, value):
            raise invalid(f"{given.at}{field.name}", _("Please check what you entered here."))
        if value:
            found[field.label] = value
    return found


def fits(field: Field, value: str) -> bool:
    if field.kind == "choice":
        return value in field.choices
    pattern = {"email": _EMAIL, "phone": _PHONE, "date": _DATE, "number": _NUMBER}.get(field.kind)
    return pattern is None or pattern.fullmatch(value) is not None


def is_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    return _PHONE.fullmatch(text) is not None
