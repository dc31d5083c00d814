"""What rules say: a note to colleagues, a word to an agent, and an answer from a macro."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import Effect, For, Params, register
from onmaru.automation.events import AgentsCalled
from onmaru.automation.fills import filled
from onmaru.automation.models import Macro
from onmaru.events.log import record
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import Empty, reply_automatically
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.models.note import AUTOMATIC
from onmaru.kit import clock
from onmaru.people.models import Agent, Shop, Team

LONGEST_NOTE = 2000
# What the product says by itself to one customer in a day, the acknowledgement among it.
MOST_A_DAY = 3
A_DAY = timedelta(days=1)
ASSIGNEE = "assignee"


def _write(conversation: Conversation, agent: Agent | None, params: Params) -> Params:
    return {"note": note(conversation, agent, params["text"], key=f"{AUTOMATIC}{clock.now().timestamp()}").pk}


def _phrase_note(params: Params, more: bool) -> str:
    return pgettext("and then", "leaves a note") if more else pgettext("at last", "leaves a note")


def _note_field(agent: Agent | None) -> dict[str, forms.Field]:
    area = forms.Textarea(attrs={"rows": 2})
    hint = gettext_lazy("Only colleagues see it. An @ and a name calls somebody.")
    return {
        "text": forms.CharField(label=gettext_lazy("Leave a note"), required=False, max_length=LONGEST_NOTE, widget=area, help_text=hint)
    }


def _told_fields(agent: Agent | None) -> dict[str, forms.Field]:
    choices: list[Any] = [("", "–"), (ASSIGNEE, gettext_lazy("Whoever has it"))]
    choices += [(f"agent-{number}", name) for number, name in Agent.objects.at_work().values_list("pk", "name")]
    choices += [(f"team-{number}", name) for number, name in Team.objects.values_list("pk", "name")]
    return {"who": forms.ChoiceField(label=gettext_lazy("Tell"), choices=choices, required=False)}


def _pack_told(cleaned: Params) -> Params | None:
    who = cleaned.get("who") or ""
    if not who:
        return None
    sort, _dash, number = who.partition("-")
    rows = {"agent": Agent.objects, "team": Team.objects}.get(sort)
    return {"who": who, "name": rows.get(pk=number).name if rows else ""}


def _tell(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    sort, _dash, number = params["who"].partition("-")
    if sort == "team":
        who = list(Agent.teams.through.objects.filter(team=number).values_list("agent_id", flat=True))
    else:
        found = int(number) if number else Conversation.objects.values_list("assignee_id", flat=True).get(pk=conversation.pk)
        who = [found] if found else []
    if not who:
        return None
    record(AgentsCalled(conversation_id=conversation.pk, agent_ids=who))
    return {"told": who}


def _told(params: Params) -> str:
    return params["name"] or pgettext("who is told", "whoever has it")


def _phrase_tell(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "tells {name}").format(name=_told(params))
    return pgettext("at last", "tells {name}").format(name=_told(params))


def _reply_fields(agent: Agent | None) -> dict[str, forms.Field]:
    rows = Macro.objects.filter(owner=None).exclude(texts={}).values_list("pk", "name")
    choices: list[Any] = [("", "–"), *((str(number), name) for number, name in rows)]
    hint = gettext_lazy("In the shop's name; the customer can answer it. At most three a day to one customer.")
    return {"macro": forms.ChoiceField(label=gettext_lazy("Answer with the macro"), choices=choices, required=False, help_text=hint)}


def _pack_reply(cleaned: Params) -> Params | None:
    number = cleaned.get("macro") or ""
    return {"macro": number, "name": Macro.objects.get(pk=number).name} if number else None


def _reply(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    """Says nothing where it would be one too many, where nobody may be written to, or where a value is missing."""
    macro = Macro.objects.filter(pk=params["macro"], owner=None).first()
    if macro is None or not may_be_written_to(conversation):
        return None
    shop = Shop.objects.first()
    house = Agent(name=shop.name if shop else "", time_zone=shop.time_zone if shop else "Asia/Seoul")
    language = macro.language_in(conversation.language or "ko")
    text = filled(macro.text_in(language), conversation, house, language)
    if text.missing or text.unknown or not text.text.strip() or len(text.text) > conversation.channel.can.max_text:
        return None
    try:
        return {"message": reply_automatically(conversation, text.text).pk}
    except Empty:
        return None


def may_be_written_to(conversation: Conversation) -> bool:
    """Whether the product may say one more thing here by itself: to a person, who is not blocked, and has not heard enough today."""
    latest = conversation.messages.filter(direction=Message.Direction.IN).order_by("-created_at", "-id").first()
    if latest is None or latest.machine or conversation.customer.merged.is_blocked or conversation.channel.paused_at:
        return False
    mine = Conversation.objects.of_person(conversation.customer).filter(last_activity_at__gt=clock.now() - 30 * A_DAY)
    said = Message.objects.filter(conversation__in=mine.order_by().values("pk"), automatic=True, created_at__gt=clock.now() - A_DAY)
    return said[:MOST_A_DAY].count() < MOST_A_DAY


def _phrase_reply(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "answers with the macro “{name}”").format(name=params["name"])
    return pgettext("at last", "answers with the macro “{name}”").format(name=params["name"])


def _no_cell(cell: str) -> Params:
    raise NotImplementedError


NOTE = register(
    Effect(
        key="note",
        name=gettext_lazy("Leave a note"),
        icon="sticky-note",
        fields=_note_field,
        pack=lambda cleaned: {"text": cleaned["text"].strip()} if (cleaned.get("text") or "").strip() else None,
        unpack=lambda params: params,
        describe=lambda params: _phrase_note(params, False),
        apply=_write,
        write=lambda params: params["text"],
        read=_no_cell,
        phrase=_phrase_note,
        used_by=For.RULES,
    )
)
TELL = register(
    Effect(
        key="tell",
        name=gettext_lazy("Tell"),
        icon="bell",
        fields=_told_fields,
        pack=_pack_told,
        unpack=lambda params: {"who": params["who"]},
        describe=lambda params: _phrase_tell(params, False),
        apply=_tell,
        write=_told,
        read=_no_cell,
        phrase=_phrase_tell,
        used_by=For.RULES,
    )
)
REPLY = register(
    Effect(
        key="reply",
        name=gettext_lazy("Answer with the macro"),
        icon="send",
        fields=_reply_fields,
        pack=_pack_reply,
        unpack=lambda params: {"macro": params["macro"]},
        describe=lambda params: _phrase_reply(params, False),
        apply=_reply,
        write=lambda params: params["name"],
        read=_no_cell,
        phrase=_phrase_reply,
        used_by=For.RULES,
    )
)
