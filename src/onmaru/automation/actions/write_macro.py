from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from onmaru.automation.effect import actor_of
from onmaru.automation.events import MacroDeleted, MacroEdited, MacroMade
from onmaru.automation.models import Macro
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent, Team


class NameTaken(ValueError):
    """In this circle there is a macro of that name."""


@dataclass(frozen=True, slots=True)
class Written:
    """A macro as somebody wrote it. Neither a team nor an owner: everybody's."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    effects: list[dict[str, Any]] = field(default_factory=list)
    words: str = ""
    team: Team | None = None
    owner: Agent | None = None

    def as_fields(self) -> dict[str, Any]:
        texts = {language: text for language, text in self.texts.items() if text.strip()}
        return {"name": self.name, "texts": texts, "effects": self.effects, "words": self.words, "team": self.team, "owner": self.owner}


def make_macro(written: Written, by: Agent) -> Macro:
    """Make a macro. Raises NameTaken."""
    now = clock.now()
    try:
        with transaction.atomic():
            macro = Macro.objects.create(**written.as_fields(), created_at=now, updated_at=now)
            record(MacroMade(macro_id=macro.pk, macro_name=macro.name), by=actor.agent(by.pk))
    except IntegrityError as error:
        raise NameTaken from error
    return macro


def edit_macro(macro: Macro, written: Written, by: Agent | None) -> bool:
    """Write a macro anew. False when nothing changes. Raises NameTaken."""
    fields = written.as_fields()
    if all(getattr(macro, name) == value for name, value in fields.items()):
        return False
    try:
        with transaction.atomic():
            Macro.objects.filter(pk=macro.pk).update(**fields, updated_at=clock.now())
            record(MacroEdited(macro_id=macro.pk, macro_name=written.name), by=actor_of(by))
    except IntegrityError as error:
        raise NameTaken from error
    return True


@transaction.atomic
def delete_macro(macro: Macro, by: Agent) -> None:
    """Delete a macro; what it did stays done."""
    record(MacroDeleted(macro_id=macro.pk, macro_name=macro.name), by=actor.agent(by.pk))
    Macro.objects.filter(pk=macro.pk).delete()
