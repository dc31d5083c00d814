from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, register
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.workflows.actions.go import move, start
from onmaru.workflows.models import Course, Stage


def _stages() -> list[Stage]:
    rows = Stage.objects.filter(removed_at=None, workflow__retired_at=None, workflow__chosen_at__isnull=False)
    return list(rows.select_related("workflow"))


def _called(stage: Stage) -> str:
    return f"{stage.workflow} › {stage}"


def _field(agent: Agent | None) -> dict[str, forms.Field]:
    choices: list[Any] = [("", "–"), *((str(one.pk), _called(one)) for one in _stages())]
    return {"stage": forms.ChoiceField(label=gettext_lazy("Stage of a workflow"), choices=choices, required=False)}


def _pack(cleaned: Params) -> Params | None:
    return {"stage": int(cleaned["stage"])} if cleaned.get("stage") else None


def _name(params: Params) -> str:
    found = Stage.objects.select_related("workflow").filter(pk=params["stage"]).first()
    return _called(found) if found else _("something that is gone")


def _go(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    """Begins the workflow where it is not going on. What customers were shown is not taken back: an agent moves it."""
    stage = Stage.objects.select_related("workflow").filter(pk=params["stage"], removed_at=None).first()
    if stage is None:
        return None
    course = Course.objects.about(conversation).going_on().filter(workflow=stage.workflow).first()
    course = course or start(conversation, stage.workflow, agent)
    if course:
        move(course, stage, agent)
    return None


def _read(cell: str) -> Params:
    words = cell.strip().casefold()
    for stage in _stages():
        if words == _called(stage).casefold():
            return {"stage": stage.pk}
    raise CannotTake(_("There is no stage “%(word)s”.") % {"word": cell.strip()[:60]})


def _words(params: Params) -> Any:
    return _("to the stage %(name)s") % {"name": _name(params)}


def _phrase(params: Params, more: bool) -> str:
    if more:
        return pgettext("and then", "moves it to the stage {name}").format(name=_name(params))
    return pgettext("at last", "moves it to the stage {name}").format(name=_name(params))


WORKFLOW = register(
    Effect(
        key="workflow",
        name=gettext_lazy("Begin or move a workflow"),
        icon="list-ordered",
        fields=_field,
        pack=_pack,
        unpack=lambda params: {"stage": str(params["stage"])},
        describe=_words,
        apply=_go,
        write=_name,
        read=_read,
        phrase=_phrase,
        of_facts=False,
    )
)
