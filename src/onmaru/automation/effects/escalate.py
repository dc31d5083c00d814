"""Asking whoever leads for help, as a rule or a macro does it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, actor_of, register
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.teamwork.actions.answer_escalation import end_escalation
from onmaru.teamwork.actions.escalate import NobodyToAsk, escalate
from onmaru.teamwork.models import Escalation

Cause = Escalation.Cause


def _field(agent: Agent | None) -> dict[str, forms.Field]:
    choices: list[Any] = [("", "–"), *Cause.choices]
    hint = gettext_lazy("The lead of its team is told at once, has an hour to answer, and the conversation becomes urgent.")
    return {"cause": forms.ChoiceField(label=gettext_lazy("Ask for help, because"), choices=choices, required=False, help_text=hint)}


def _apply(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    try:
        made = escalate(conversation, Cause(params["cause"]), "", agent)
    except NobodyToAsk:
        return None
    return {"escalation": made.pk} if made else None


def _take_back(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    """What somebody has answered since stays answered."""
    for escalation in Escalation.objects.still_open().filter(pk=before["escalation"]):
        end_escalation(escalation, actor_of(agent), put_back=True)


def _phrase(params: Params, more: bool) -> str:
    name = Cause(params["cause"]).label
    if more:
        return pgettext("and then", "asks the lead for help ({cause})").format(cause=name)
    return pgettext("at last", "asks the lead for help ({cause})").format(cause=name)


def _read(cell: str) -> Params:
    words = cell.strip().casefold()
    for cause in Cause:
        if words in (cause.value, str(cause.label).casefold()):
            return {"cause": cause.value}
    known = ", ".join(str(cause.label) for cause in Cause)
    raise CannotTake(_("“%(word)s” is none of: %(known)s.") % {"word": cell.strip()[:60], "known": known})


ESCALATE = register(
    Effect(
        key="escalate",
        name=gettext_lazy("Ask for help"),
        icon="triangle-alert",
        fields=_field,
        pack=lambda cleaned: {"cause": cleaned["cause"]} if cleaned.get("cause") else None,
        unpack=lambda params: params,
        describe=lambda params: _("ask for help: %(cause)s") % {"cause": Cause(params["cause"]).label},
        apply=_apply,
        take_back=_take_back,
        write=lambda params: str(Cause(params["cause"]).label),
        read=_read,
        phrase=_phrase,
        of_facts=False,
    )
)
