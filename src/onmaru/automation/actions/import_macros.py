from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from onmaru.automation.actions.write_macro import edit_macro, make_macro
from onmaru.automation.effect import CannotTake
from onmaru.automation.events import MacrosImported
from onmaru.automation.macro_lines import columns, written
from onmaru.automation.models import Macro
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent


@dataclass(slots=True)
class Report:
    """What became of the lines; `refused` says of each line, counted as the spreadsheet counts, what was wrong."""

    made: int = 0
    edited: int = 0
    same: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_macros(lines: Sequence[Sequence[str]], by: Agent) -> Report:
    """Make the macros of a table, and edit those whose name is known in their circle. Raises CannotTake for a table without names."""
    report = Report()
    places = columns(lines[0] if lines else [])
    for number, line in enumerate(lines[1:], 2):
        cells = {places[at]: cell for at, cell in enumerate(line) if at in places}
        if not any(cells.values()):
            continue
        try:
            _take(cells, by, report)
        except CannotTake as why:
            report.refused.append((number, str(why)))
    record(MacrosImported(made=report.made, edited=report.edited, refused=len(report.refused)), by=actor.agent(by.pk))
    return report


def _take(cells: dict[str, str], by: Agent, report: Report) -> None:
    macro = written(cells, by)
    known = Macro.objects.filter(name__iexact=macro.name, team=macro.team, owner=macro.owner).first()
    if known is None:
        make_macro(macro, by)
        report.made += 1
    elif edit_macro(known, macro, by):
        report.edited += 1
    else:
        report.same += 1
