from typing import Any

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.tasks.events import TaskTemplateDefined, TaskTemplateRetired
from onmaru.tasks.models import TaskTemplate


@transaction.atomic
def define_template(template: TaskTemplate | None, by: Agent, name: str, text: str, field_lines: str, **rest: Any) -> TaskTemplate:
    """Make a template, or change one; `rest` are its department, reason and time."""
    row = template or TaskTemplate(created_at=clock.now())
    text, field_lines = text.replace("\r\n", "\n"), field_lines.replace("\r\n", "\n")
    # What was shipped and left as it was goes on speaking its reader's language.
    row.name = "" if row.key and name == str(row) else " ".join(name.split())
    row.text = "" if row.key and text == row.words else text
    row.field_lines = "" if row.key and field_lines == row.lines else field_lines
    row.department, row.reason, row.within = rest.get("department"), rest.get("reason"), rest.get("within")
    row.save()
    record(TaskTemplateDefined(template_id=row.pk, called=str(row)), by=actor.agent(by.pk))
    return row


@transaction.atomic
def retire_template(template: TaskTemplate, by: Agent) -> bool:
    """Offer it no more. False when it was so."""
    if not TaskTemplate.objects.in_use().filter(pk=template.pk).update(retired_at=clock.now()):
        return False
    record(TaskTemplateRetired(template_id=template.pk, called=str(template)), by=actor.agent(by.pk))
    return True
