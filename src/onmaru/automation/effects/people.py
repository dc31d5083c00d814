from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, actor_of, register
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

ME, NOBODY = "me", "nobody"


def _answerers() -> list[Agent]:
    return [agent for agent in Agent.objects.at_work() if agent.may(Permission.ANSWER)]


def _assign_fields(agent: Agent | None) -> dict[str, forms.Field]:
    # A rule is nobody to whom anything could be given.
    me = [(ME, gettext_lazy("Whoever applies it"))] if agent else []
    choices: list[Any] = [("", "–"), *me, (NOBODY, gettext_lazy("Nobody"))]
    choices += [(str(one.pk), one.name) for one in _answerers()]
    return {"who": forms.ChoiceField(label=gettext_lazy("Assign to"), choices=choices, required=False)}


def _pack_assign(cleaned: Params) -> Params | None:
    who = cleaned.get("who") or ""
    if not who:
        return None
    if who in (ME, NOBODY):
        return {"who": who}
    # The name goes along, so that a description needs no look at anything.
    return {"who": who, "name": Agent.objects.get(pk=who).name}


def _who(params: Params) -> str:
    said = {ME: pgettext("who gets it", "whoever applies it"), NOBODY: pgettext("who gets it", "nobody")}
    return said.get(params["who"]) or str(params.get("name", ""))


def _read_assign(cell: str) -> Params:
    words = cell.strip()
    if words.casefold() in {ME, "나", "본인", _who({"who": ME}).casefold()}:
        return {"who": ME}
    if words.casefold() in {NOBODY, "없음", "아무도", _who({"who": NOBODY}).casefold()}:
        return {"who": NOBODY}
    found = [agent for agent in _answerers() if words.casefold() in (agent.name.casefold(), agent.email.casefold())]
    if len(found) != 1:
        raise CannotTake(_("No agent is called “%(name)s”.") % {"name": words[:60]} if not found else
                         _("Several agents are called “%(name)s”; write the e-mail address.") % {"name": words[:60]})  # fmt: skip
    return {"who": str(found[0].pk), "name": found[0].name}


def _assign(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    before = Conversation.objects.values_list("assignee_id", flat=True).get(pk=conversation.pk)
    to = agent if params["who"] == ME else None if params["who"] == NOBODY else _answerer(params["who"])
    if to is None and params["who"] != NOBODY:
        # Who left, or may not answer any more, gets nothing.
        return None
    changed = assign(conversation, to, by=actor_of(agent))
    return {"before": before, "after": to.pk if to else None} if changed else None


def _answerer(number: str) -> Agent | None:
    found = Agent.objects.at_work().filter(pk=number).first()
    return found if found and found.may(Permission.ANSWER) else None


def _assign_back(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    now = Conversation.objects.values_list("assignee_id", flat=True).get(pk=conversation.pk)
    # Somebody else's later decision stands.
    if now == before["after"]:
        assign(conversation, _answerer(before["before"]) if before["before"] else None, by=actor_of(agent))


def _team_fields(agent: Agent | None) -> dict[str, forms.Field]:
    choices: list[Any] = [("", "–"), *((str(team.pk), team.name) for team in Team.objects.all())]
    return {"team": forms.ChoiceField(label=gettext_lazy("Give to a team"), choices=choices, required=False)}


def _pack_team(cleaned: Params) -> Params | None:
    number = cleaned.get("team") or ""
    return {"team": number, "name": Team.objects.get(pk=number).name} if number else None


def _read_team(cell: str) -> Params:
    team = Team.objects.filter(name__iexact=cell.strip()).first()
    if team is None:
        raise CannotTake(_("No team is called “%(name)s”.") % {"name": cell.strip()[:60]})
    return {"team": str(team.pk), "name": team.name}


def _give(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    team = Team.objects.filter(pk=params["team"]).first()
    before = Conversation.objects.values("team_id", "assignee_id").get(pk=conversation.pk)
    if team is None or not transfer(conversation, team, by=actor_of(agent)):
        return None
    return {"team": before["team_id"], "assignee": before["assignee_id"], "after": team.pk}


def _give_back(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    if Conversation.objects.values_list("team_id", flat=True).get(pk=conversation.pk) == before["after"]:
        team = Team.objects.filter(pk=before["team"]).first() if before["team"] else None
        transfer(conversation, team, by=actor_of(agent), agent=_answerer(before["assignee"]) if before["assignee"] else None)


def _phrase_assign(params: Params, more: bool) -> str:
    if params["who"] == NOBODY:
        return pgettext("and then", "takes it off whoever has it") if more else pgettext("at last", "takes it off whoever has it")
    name = _who(params)
    if more:
        return pgettext("and then", "assigns it to {name}").format(name=name)
    return pgettext("at last", "assigns it to {name}").format(name=name)


def _phrase_team(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "gives it to {team}").format(team=params["name"])
    return pgettext("at last", "gives it to {team}").format(team=params["name"])


TEAM = register(
    Effect(
        key="team",
        name=gettext_lazy("Give to a team"),
        icon="users",
        fields=_team_fields,
        pack=_pack_team,
        unpack=lambda params: {"team": params["team"]},
        describe=lambda params: _("to the team %(team)s") % {"team": params["name"]},
        apply=_give,
        take_back=_give_back,
        write=lambda params: params["name"],
        read=_read_team,
        phrase=_phrase_team,
    )
)
ASSIGN = register(
    Effect(
        key="assign",
        name=gettext_lazy("Assign to"),
        icon="user-round-check",
        fields=_assign_fields,
        pack=_pack_assign,
        unpack=lambda params: {"who": params["who"]},
        describe=lambda params: _("assign to %(who)s") % {"who": _who(params)},
        apply=_assign,
        take_back=_assign_back,
        write=_who,
        read=_read_assign,
        phrase=_phrase_assign,
    )
)
