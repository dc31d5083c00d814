from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from onmaru.automation.effect import CannotTake, Effect, Params, actor_of, register
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.models import Conversation, Episode, Reason
from onmaru.inbox.reasons import in_order
from onmaru.people.models import Agent


def _choices() -> list[tuple[str, str]]:
    named = [(one.key, f"{one.parent.name} › {one.name}" if one.parent else one.name) for one in in_order()]
    return [("", "–"), *named]


def _field(agent: Agent | None) -> dict[str, forms.Field]:
    return {"reason": forms.ChoiceField(label=gettext_lazy("Contact reason"), choices=_choices(), required=False)}


def _pack(cleaned: Params) -> Params | None:
    """With its names, so that a list of macros needs no look at reasons."""
    reason = Reason.objects.filter(key=cleaned.get("reason") or "").first()
    return {"reason": reason.key, "names": reason.names} if reason else None


def _name(params: Params) -> str:
    return params["names"]["ko" if (get_language() or "ko").startswith("ko") else "en"]


def _now(conversation: Conversation) -> Reason | None:
    episode = Episode.objects.select_related("reason").filter(conversation=conversation).order_by("-ordinal").first()
    return episode.reason if episode else None


def _give(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    before, reason = _now(conversation), Reason.objects.filter(key=params["reason"], retired_at=None).first()
    if reason is None or not give_reason(conversation, reason, by=actor_of(agent)):
        return None
    return {"before": before.key if before else None, "after": reason.key}


def _put_back(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    """Unless somebody has thought better of it since."""
    now = _now(conversation)
    if now and now.key == before["after"]:
        give_reason(conversation, Reason.objects.filter(key=before["before"] or "").first(), by=actor_of(agent))


def _read(cell: str) -> Params:
    words = cell.strip().casefold()
    for reason in Reason.objects.filter(retired_at=None):
        if words in (reason.key, reason.name_ko.casefold(), reason.name_en.casefold()):
            return {"reason": reason.key, "names": reason.names}
    raise CannotTake(_("There is no contact reason “%(word)s”.") % {"word": cell.strip()[:60]})


def _words(params: Params) -> Any:
    return _("reason %(name)s") % {"name": _name(params)}


def _phrase(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "gives the reason {name}").format(name=_name(params))
    return pgettext("at last", "gives the reason {name}").format(name=_name(params))


REASON = register(
    Effect(
        key="reason",
        name=gettext_lazy("Contact reason"),
        icon="layers",
        fields=_field,
        pack=_pack,
        unpack=lambda params: {"reason": params["reason"]},
        describe=_words,
        apply=_give,
        take_back=_put_back,
        write=_name,
        read=_read,
        phrase=_phrase,
        of_facts=False,
    )
)
