from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.asked import reading
from onmaru.inbox.filtering.terms import Said, Unreadable
from onmaru.inbox.models import View
from onmaru.inbox.models.view import may_share
from onmaru.inbox.view_events import ViewChanged, ViewMade, ViewRemoved
from onmaru.kit import clock
from onmaru.people.models import Agent, Team


class NoName(ValueError):
    """A view needs a name of at most 60 characters."""


class NotTheirs(ValueError):
    """The agent may not give this team, or everybody, a view, or not change one of theirs."""


@transaction.atomic
def make_view(by: Agent, name: str, said: Said, team: Team | None = None, for_everybody: bool = False, icon: str = "list-filter") -> View:
    """Keep a filtered list under a name: for oneself, a team or everybody."""
    name = _named(name)
    if (team or for_everybody) and not may_share(by, team):
        raise NotTheirs
    owner = None if team or for_everybody else by
    view = View.objects.create(owner=owner, team=team, name=name, icon=icon, terms=_terms(said), made_by=by, made_at=clock.now())
    record(ViewMade(view_id=view.pk, called=name), by=actor.agent(by.pk))
    return view


@transaction.atomic
def edit_view(view: View, by: Agent, **changes: Any) -> bool:
    """Change some of name, icon, said, owner and team. False when nothing differs."""
    row = View.objects.select_for_update().get(pk=view.pk)
    changes = _readable(changes)
    if not row.may_be_changed_by(by):
        raise NotTheirs
    if "owner" in changes and changes["owner"] is None and not may_share(by, changes.get("team")):
        raise NotTheirs
    changed = [field for field, value in changes.items() if getattr(row, field) != value]
    if changed:
        View.objects.filter(pk=row.pk).update(**changes)
        record(ViewChanged(view_id=row.pk, changed=changed), by=actor.agent(by.pk))
    return bool(changed)


@transaction.atomic
def remove_view(view: View, by: Agent) -> None:
    """Take a view away. The conversations in it are not touched."""
    if not view.may_be_changed_by(by):
        raise NotTheirs
    record(ViewRemoved(view_id=view.pk, called=view.name), by=actor.agent(by.pk))
    View.objects.filter(pk=view.pk).delete()


def _readable(changes: Mapping[str, Any]) -> dict[str, Any]:
    readable = dict(changes)
    if "said" in readable:
        readable["terms"] = _terms(readable.pop("said"))
    if "name" in readable:
        readable["name"] = _named(readable["name"])
    return readable


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not 0 < len(name) <= 60:
        raise NoName
    return name


def _terms(said: Said) -> str:
    found = reading(said)
    if found.problems:
        raise Unreadable(" ".join(found.problems))
    return str(found.terms)
