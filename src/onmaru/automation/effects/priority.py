from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, actor_of, register
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

Priority = Conversation.Priority


def _field(agent: Agent | None) -> dict[str, forms.Field]:
    choices: list[Any] = [("", "–"), *Priority.choices]
    return {
        "priority": forms.TypedChoiceField(label=gettext_lazy("Priority"), choices=choices, coerce=int, empty_value=None, required=False)
    }


def _set(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    before = Conversation.objects.values_list("priority", flat=True).get(pk=conversation.pk)
    changed = prioritise(conversation, Priority(params["priority"]), by=actor_of(agent))
    return {"before": before, "after": params["priority"]} if changed else None


def _put_back(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    """Unless somebody has thought better of it since."""
    now = Conversation.objects.values_list("priority", flat=True).get(pk=conversation.pk)
    if now == before["after"]:
        prioritise(conversation, Priority(before["before"]), by=actor_of(agent))


def _phrase(params: Params, more: bool) -> str:
    name = Priority(params["priority"]).label
    if more:
        return pgettext("and then", "sets the priority to {name}").format(name=name)
    return pgettext("at last", "sets the priority to {name}").format(name=name)


def _read(cell: str) -> Params:
    words = cell.strip().casefold()
    for priority in Priority:
        if words in (priority.name.casefold(), str(priority.label).casefold()):
            return {"priority": int(priority)}
    known = ", ".join(str(priority.label) for priority in Priority)
    raise CannotTake(_("“%(word)s” is none of: %(known)s.") % {"word": cell.strip()[:60], "known": known})


PRIORITY = register(
    Effect(
        key="priority",
        name=gettext_lazy("Priority"),
        icon="flag",
        fields=_field,
        pack=lambda cleaned: {"priority": cleaned["priority"]} if cleaned.get("priority") is not None else None,
        unpack=lambda params: params,
        describe=lambda params: _("priority %(name)s") % {"name": Priority(params["priority"]).label},
        apply=_set,
        take_back=_put_back,
        write=lambda params: str(Priority(params["priority"]).label),
        read=_read,
        phrase=_phrase,
    )
)
