from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.workflows.events import WorkflowDefined, WorkflowRetired, WorkflowSwitched
from onmaru.workflows.models import Stage, Workflow


class NoStages(ValueError):
    """A workflow goes through something."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stage as somebody wrote it down; `number` is that of one there is."""

    name: str
    team: Team | None = None
    within: timedelta | None = None
    number: int | None = None


@transaction.atomic
def define(workflow: Workflow | None, name: str, stages: Sequence[Wanted], by: Agent) -> Workflow:
    """Make a workflow, or change one: its stages in this order. What is at a removed stage stays there until it is moved."""
    if not stages:
        raise NoStages
    row = workflow or Workflow(created_at=clock.now(), chosen_at=clock.now())
    # A shipped name that nobody changed goes on speaking its reader's language.
    row.name = "" if row.key and name == str(row) else " ".join(name.split())
    row.save()
    known = {stage.pk: stage for stage in row.stages.filter(removed_at=None).select_for_update()}
    for place, one in enumerate(stages):
        stage = known.pop(one.number or 0, None) or Stage(workflow=row)
        stage.name = "" if stage.key and one.name == str(stage) else " ".join(one.name.split())
        stage.place, stage.team, stage.within = place, one.team, one.within
        stage.save()
    Stage.objects.filter(pk__in=known).update(removed_at=clock.now())
    record(WorkflowDefined(workflow_id=row.pk, called=str(row)), by=actor.agent(by.pk))
    return row


@transaction.atomic
def switch(workflow: Workflow, on: bool, by: Agent) -> bool:
    """Let it be begun, or no more; what goes on goes on. False when it was so."""
    rows = Workflow.objects.in_use().filter(pk=workflow.pk, chosen_at__isnull=on)
    if not rows.update(chosen_at=clock.now() if on else None):
        return False
    record(WorkflowSwitched(workflow_id=workflow.pk, called=str(workflow), on=on), by=actor.agent(by.pk))
    return True


@transaction.atomic
def retire(workflow: Workflow, by: Agent) -> bool:
    """Take it out of the settings; what goes on goes on. False when it was so."""
    if not Workflow.objects.in_use().filter(pk=workflow.pk).update(retired_at=clock.now()):
        return False
    record(WorkflowRetired(workflow_id=workflow.pk, called=str(workflow)), by=actor.agent(by.pk))
    return True
