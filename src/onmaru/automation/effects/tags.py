from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, register
from onmaru.inbox.actions.tag import tag, untag
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

LONGEST = 40
MOST = 10


def _names(text: str) -> list[str]:
    parts = (" ".join(part.split()).lstrip("#") for part in text.replace("\n", ",").split(","))
    return list(dict.fromkeys(part for part in parts if part))


def _clean(text: str) -> list[str]:
    names = _names(text)
    if len(names) > MOST:
        raise forms.ValidationError(_("At most %(count)d tags.") % {"count": MOST})
    if long := next((name for name in names if len(name) > LONGEST), ""):
        raise forms.ValidationError(_("The tag “%(name)s” is longer than %(count)d signs.") % {"name": long[:60], "count": LONGEST})
    return names


class TagsField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=500, help_text=gettext_lazy("Separated by commas."), **options)

    def clean(self, value: Any) -> list[str]:
        return _clean(super().clean(value))


def _read(cell: str) -> Params:
    try:
        return {"tags": _clean(cell)}
    except forms.ValidationError as error:
        raise CannotTake(" ".join(error.messages)) from error


def _add(conversation: Conversation, agent: Agent | None, params: Params) -> Params:
    return {"added": [name for name in params["tags"] if tag(conversation, name, agent)]}


def _remove(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    for name in before["added"]:
        untag(conversation, name, agent)


def _take_off(conversation: Conversation, agent: Agent | None, params: Params) -> Params:
    return {"removed": [name for name in params["tags"] if untag(conversation, name, agent)]}


def _put_back(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    for name in before["removed"]:
        tag(conversation, name, agent)


def _quoted(params: Params) -> str:
    return ", ".join(f"“{name}”" for name in params["tags"])


def _phrase_add(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "adds the tag {tags}").format(tags=_quoted(params))
    return pgettext("at last", "adds the tag {tags}").format(tags=_quoted(params))


def _phrase_take_off(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "takes the tag {tags} off").format(tags=_quoted(params))
    return pgettext("at last", "takes the tag {tags} off").format(tags=_quoted(params))


TAG = register(
    Effect(
        key="tag",
        name=gettext_lazy("Add tags"),
        icon="tag",
        fields=lambda agent: {"tags": TagsField(label=gettext_lazy("Add tags"))},
        pack=lambda cleaned: {"tags": cleaned["tags"]} if cleaned.get("tags") else None,
        unpack=lambda params: {"tags": ", ".join(params["tags"])},
        describe=lambda params: " ".join(f"#{name}" for name in params["tags"]),
        apply=_add,
        phrase=_phrase_add,
        take_back=_remove,
        write=lambda params: ", ".join(params["tags"]),
        read=_read,
    )
)
UNTAG = register(
    Effect(
        key="untag",
        name=gettext_lazy("Take tags off"),
        icon="tag",
        fields=lambda agent: {"tags": TagsField(label=gettext_lazy("Take tags off"))},
        pack=lambda cleaned: {"tags": cleaned["tags"]} if cleaned.get("tags") else None,
        unpack=lambda params: {"tags": ", ".join(params["tags"])},
        describe=lambda params: _("without %(tags)s") % {"tags": " ".join(f"#{name}" for name in params["tags"])},
        apply=_take_off,
        phrase=_phrase_take_off,
        take_back=_put_back,
        write=lambda params: ", ".join(params["tags"]),
        read=_read,
    )
)
