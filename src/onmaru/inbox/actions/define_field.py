from collections.abc import Iterable

from django.db import IntegrityError, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import CustomField
from onmaru.inbox.view_events import FieldDefined, FieldRetired
from onmaru.kit import clock
from onmaru.people.models import Agent

MOST_CHOICES = 50


class NameIsTaken(ValueError):
    """Another field has this name."""


class NoChoices(ValueError):
    """A field to choose from needs something to choose."""


def define_field(by: Agent, name: str, kind: str, choices: Iterable[str] = (), field: CustomField | None = None) -> CustomField:
    """Make a custom field, or give one another name and other choices; its kind stays, because its values do."""
    kind = field.kind if field else kind
    kept = list(dict.fromkeys(" ".join(choice.split())[:60] for choice in choices if choice.strip()))[:MOST_CHOICES]
    if kind == CustomField.Kind.CHOICE and not kept:
        raise NoChoices
    values = {"name": name.strip()[:40], "choices": kept if kind == CustomField.Kind.CHOICE else []}
    try:
        with transaction.atomic():
            if field:
                CustomField.objects.filter(pk=field.pk).update(**values)
                made = CustomField.objects.get(pk=field.pk)
            else:
                made = CustomField.objects.create(kind=kind, **values)
            record(FieldDefined(field_id=made.pk, called=made.name), by=actor.agent(by.pk))
    except IntegrityError as error:
        raise NameIsTaken from error
    return made


@transaction.atomic
def retire_field(field: CustomField, by: Agent) -> bool:
    """Ask for a field no more. Its values stay where they are. False when it was retired."""
    retired = CustomField.objects.filter(pk=field.pk, retired_at=None).update(retired_at=clock.now())
    if retired:
        record(FieldRetired(field_id=field.pk, called=field.name), by=actor.agent(by.pk))
    return bool(retired)
