from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, register
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.tasks.actions.ask import ask_by_rule
from onmaru.tasks.models import TaskTemplate


def _templates() -> list[TaskTemplate]:
    """A rule fills nothing in: it asks what a department is asked without that."""
    rows = TaskTemplate.objects.offered().exclude(department=None)
    return list(rows.select_related("department").prefetch_related("department__members"))


def _offered(template: TaskTemplate) -> str:
    """A department that nobody can write to is asked nothing: who builds the rule should know."""
    name = f"{template.department}: {template}"
    return name if template.department and template.department.handles else _("{name} (no address yet)").format(name=name)


def _field(agent: Agent | None) -> dict[str, forms.Field]:
    choices: list[Any] = [("", "–"), *((str(one.pk), _offered(one)) for one in _templates())]
    return {"task": forms.ChoiceField(label=gettext_lazy("Ask a department"), choices=choices, required=False)}


def _pack(cleaned: Params) -> Params | None:
    return {"task": int(cleaned["task"])} if cleaned.get("task") else None


def _name(params: Params) -> str:
    found = TaskTemplate.objects.select_related("department").filter(pk=params["task"]).first()
    return f"{found.department}: {found}" if found else _("something that is gone")


def _ask(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    """Asked is asked: a rule that is taken back does not unsay it to a department."""
    if template := TaskTemplate.objects.offered().select_related("department").filter(pk=params["task"]).first():
        ask_by_rule(conversation, template, agent)
    return None


def _read(cell: str) -> Params:
    words = cell.strip().casefold()
    for template in _templates():
        if words in (str(template).casefold(), f"{template.department}: {template}".casefold()):
            return {"task": template.pk}
    raise CannotTake(_("There is no task template “%(word)s”.") % {"word": cell.strip()[:60]})


def _words(params: Params) -> Any:
    return _("asks %(name)s") % {"name": _name(params)}


def _phrase(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "asks {name}").format(name=_name(params))
    return pgettext("at last", "asks {name}").format(name=_name(params))


TASK = register(
    Effect(
        key="task",
        name=gettext_lazy("Ask a department"),
        icon="building-2",
        fields=_field,
        pack=_pack,
        unpack=lambda params: {"task": str(params["task"])},
        describe=_words,
        apply=_ask,
        write=_name,
        read=_read,
        phrase=_phrase,
        of_facts=False,
    )
)
