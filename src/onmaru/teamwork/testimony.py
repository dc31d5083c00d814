"""Handovers with what went along, duties and calls for help, for a document in a dispute."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from onmaru.inbox.models import Conversation
from onmaru.inbox.testimony import Deed, iso, testifies
from onmaru.people.models import Agent
from onmaru.teamwork.models import Duty, Escalation, Handover


@testifies
def handovers(conversation: Conversation) -> Iterator[Deed]:
    rows = Handover.objects.filter(conversation=conversation).order_by("pk").select_related("by", "from_team", "to_team", "cause")
    for row in rows:
        because = " – ".join(part for part in (str(row.cause) if row.cause else "", row.because) if part)
        to = row.to_team.name if row.to_team else _("No team")
        words = _("Given to {team}: {because}").format(team=to, because=because) if because else _("Given to {team}").format(team=to)
        facts = {"from": row.from_team.name if row.from_team else "", "to": to, "because": because, "packet": row.packet}
        yield Deed(row.at, "handover", row.pk, words, _name(row.by), facts)


@testifies
def duties(conversation: Conversation) -> Iterator[Deed]:
    for row in Duty.objects.filter(conversation=conversation).order_by("pk").select_related("owner", "ended_by"):
        facts = {"due_at": iso(row.due_at), "overdue_at": iso(row.overdue_at)}
        owed = _("{who} owes a look at it until {at}").format(who=row.owner.name, at=_said(row.due_at))
        yield Deed(row.begun_at, "duty", row.pk, owed, _name(row.owner), facts)
        if row.overdue_at:
            yield Deed(row.overdue_at, "duty", row.pk, _("Nobody has looked in time"), facts=facts)
        if row.ended_at:
            parts = (row.get_ended_display(), row.get_how_display(), row.found)  # pyright: ignore[reportAttributeAccessIssue]
            words = _("The look is over: {how}").format(how=" – ".join(str(part) for part in parts if part))
            yield Deed(row.ended_at, "duty", row.pk, words, _name(row.ended_by), {**facts, "ended": row.ended, "how": row.how})


@testifies
def calls_for_help(conversation: Conversation) -> Iterator[Deed]:
    for row in Escalation.objects.filter(conversation=conversation).order_by("pk").select_related("raised_by", "owner", "ended_by"):
        facts = {"cause": row.cause, "owner": row.owner.name, "due_at": iso(row.due_at), "overdue_at": iso(row.overdue_at)}
        cause = " – ".join(str(part) for part in (row.get_cause_display(), row.because) if part)  # pyright: ignore[reportAttributeAccessIssue]
        words = _("Help was asked of {who} until {at}: {because}").format(who=row.owner.name, at=_said(row.due_at), because=cause)
        yield Deed(row.raised_at, "escalation", row.pk, words, _name(row.raised_by), facts)
        if row.ended_at:
            ended = _("Help came: {how}").format(how=row.get_ended_display())  # pyright: ignore[reportAttributeAccessIssue]
            yield Deed(row.ended_at, "escalation", row.pk, ended, _name(row.ended_by), {**facts, "ended": row.ended})


def _name(agent: Agent | None) -> str:
    return agent.name if agent else ""


def _said(moment: object) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"  # pyright: ignore[reportArgumentType]
