"""Rules to start from: what shops most often want, ready to be changed, tried and switched on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.automation.models import Macro


@dataclass(frozen=True, slots=True)
class Starter:
    key: str
    name: str | Promise
    about: str | Promise
    icon: str
    content: Callable[[], dict[str, Any]]


def _q(field: str, *values: str) -> dict[str, Any]:
    return {"field": field, "values": list(values)}


def _rule(trigger: str, *questions: dict[str, Any], effects: dict[str, Any], **more: Any) -> dict[str, Any]:
    done = [{"key": key, "params": params} for key, params in effects.items()]
    return {"trigger": trigger, "tree": {"all": list(questions)}, "effects": done, **more}


def _follow_up(hours: int) -> Callable[[], dict[str, Any]]:
    def content() -> dict[str, Any]:
        macro = Macro.objects.filter(owner=None, team=None).exclude(texts={}).filter(name__contains="확인").first()
        effects: dict[str, Any] = {"reply": {"macro": str(macro.pk), "name": macro.name}} if macro else {}
        return _rule("customer_silent", effects=effects, given={"hours": hours}, hours="daytime", group=_("Follow-ups"))

    return content


STARTERS = (
    Starter(
        "broken", gettext_lazy("Broken or wrong goods"), gettext_lazy("Messages about broken goods get a tag and a high priority."),
        "triangle-alert",
        lambda: _rule("arrived", {"any": [_q("message", "파손", "불량", "깨지다", "오배송", "broken")]},
                      effects={"priority": {"priority": 2}, "tag": {"tags": ["파손"]}}),
    ),
    Starter(
        "vip", gettext_lazy("VIP customers first"), gettext_lazy("What a VIP customer writes goes to the top."), "star",
        lambda: _rule("arrived", {"all": [_q("vip", "yes")]}, effects={"priority": {"priority": 3}}),
    ),
    Starter(
        "third", gettext_lazy("Asked three times"), gettext_lazy("Whoever writes a third time without an answer is not overlooked."),
        "circle-alert",
        lambda: _rule("arrived", {"all": [_q("unanswered", "3..")]},
                      effects={"priority": {"priority": 3}, "tag": {"tags": ["재촉"]}, "tell": {"who": "assignee", "name": ""}}),
    ),
    Starter(
        "late", gettext_lazy("Nobody waits for four hours"), gettext_lazy("A customer who has waited for four hours becomes urgent."),
        "hourglass",
        lambda: _rule("agent_silent", effects={"priority": {"priority": 3}}, given={"hours": 4}, hours="open"),
    ),
    Starter(
        "breached", gettext_lazy("A missed deadline asks for help"),
        gettext_lazy("When a deadline is missed, the lead is asked, with a clock of their own."), "clock-alert",
        lambda: _rule("sla_breached", effects={"escalate": {"cause": "late"}}),
    ),
    Starter(
        "upset", gettext_lazy("Upset customers are not left alone"),
        gettext_lazy("Angry words ask the lead for help at once."), "triangle-alert",
        lambda: _rule("arrived", _q("written", "angry", "abusive"), effects={"escalate": {"cause": "upset"}}),
    ),
    Starter("follow-12", gettext_lazy("Ask again after 12 hours"),
            gettext_lazy("By day, unless the customer has written."), "mail", _follow_up(12)),
    Starter("follow-24", gettext_lazy("Ask again after 24 hours"),
            gettext_lazy("By day, unless the customer has written."), "mail", _follow_up(24)),
    Starter(
        "follow-48", gettext_lazy("Resolve after 48 hours of silence"), gettext_lazy("The customer's next word opens it again."),
        "circle-check",
        lambda: _rule("customer_silent", effects={"status": {"status": "resolved"}, "tag": {"tags": ["무응답 종료"]}}, given={"hours": 48},
                      group=_("Follow-ups")),
    ),
)  # fmt: skip


def find(key: str) -> Starter | None:
    return next((starter for starter in STARTERS if starter.key == key), None)
