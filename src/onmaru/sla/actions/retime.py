from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from onmaru.events.happening import Happening
from onmaru.events.log import record
from onmaru.inbox.actions.fall_due import Due, fall_due
from onmaru.inbox.hours import Calendars
from onmaru.inbox.models import Conversation, Episode
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.kit.prepared import prepared
from onmaru.segments.belonging import by_facts
from onmaru.sla.choosing import Case, Chosen, Terms, choose
from onmaru.sla.clock import Clock, clocks
from onmaru.sla.events import SlaBreached, SlaWarned
from onmaru.sla.facts import facts_of, last_episodes
from onmaru.sla.models import EpisodeClock, Policy

# More at once are looked after by the minute's look alone: a timer for each would only fill the queue.
TIMED = 20
CHANGES = [
    "policy", "why", "started_at", "budget", "used", "runs", "warn_at", "due_at", "met_at", "dropped_at", "warned_at", "breached_at",
]  # fmt: skip
Key = tuple[int, str, int]


@transaction.atomic
def retime(numbers: Iterable[int]) -> None:
    """Work out from the facts what is owed in these conversations, and say what is news. At any time, as often as one likes."""
    now = clock.now()
    rows = _locked(numbers)
    episodes = last_episodes(row.pk for row in rows)
    rows = [row for row in rows if row.pk in episodes]
    if not rows:
        return
    known: dict[Key, EpisodeClock] = {
        (one.episode_id, one.target, one.round): one for one in _clocks_of([one.pk for one in episodes.values()])
    }
    _end_earlier(rows, episodes)
    policies = [policy.terms for policy in _policies()]
    if not policies and not known:
        return
    worked_out = _work_out(rows, episodes, policies, now)
    happened: list[Happening] = []
    for row in rows:
        for one in worked_out[row.pk]:
            before = known.get((one.episode_id, one.target, one.round))
            happened += _news(one, before, row.pk, episodes[row.pk], now)
    lines = [one for some in worked_out.values() for one in some]
    EpisodeClock.objects.bulk_create(lines, update_conflicts=True, unique_fields=["episode", "target", "round"], update_fields=CHANGES)
    if gone := [one.pk for key, one in known.items() if key not in {(one.episode_id, one.target, one.round) for one in lines}]:
        EpisodeClock.objects.filter(pk__in=gone).delete()
    if happened:
        record(*happened)
    fall_due({row.pk: _due(worked_out[row.pk], is_listed(row)) for row in rows})
    if len(rows) <= TIMED:
        _set_timers(worked_out, now)


def _end_earlier(rows: list[Conversation], episodes: dict[int, Episode]) -> None:
    """What was reopened before anybody looked at its resolution left clocks behind that nothing else stops."""
    reopened = [row.pk for row in rows if episodes[row.pk].ordinal > 1]
    if reopened:
        earlier = EpisodeClock.objects.going_on().filter(episode__conversation__in=reopened).exclude(episode__in=episodes.values())
        earlier.update(dropped_at=clock.now(), runs=False)


def is_listed(row: Conversation) -> bool:
    return not (row.merged_into_id or row.is_spam or row.deleted_at)


def _locked(numbers: Iterable[int]) -> list[Conversation]:
    wanted = list(numbers)
    return _rows_locked(wanted) if wanted else []


@prepared
def _rows_locked(numbers: list[int]) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(pk__in=numbers).select_related("channel", "customer__person")
    return rows.order_by("pk").select_for_update(no_key=True, of=("self",))


@prepared
def _clocks_of(episodes: list[int]) -> QuerySet[EpisodeClock]:
    return EpisodeClock.objects.filter(episode__in=episodes)


@prepared
def _policies() -> QuerySet[Policy]:
    return Policy.objects.in_force()


def _work_out(
    rows: list[Conversation], episodes: dict[int, Episode], policies: list[Terms], now: datetime
) -> dict[int, list[EpisodeClock]]:
    calendars, facts = Calendars(), facts_of(rows, episodes)
    found: dict[int, list[EpisodeClock]] = {}
    asked = {policy.segment for policy in policies if policy.segment is not None}
    segments = by_facts({row.customer_id for row in rows}, asked)
    for row in rows:
        episode = episodes[row.pk]
        chosen = choose(policies, _case(row, episode, segments.get(row.customer_id, frozenset())))
        calendar = calendars.of(row.channel_id, row.team_id)
        budgets = {target: one.budget(target, calendar) for target, one in chosen.items()}
        running = clocks(budgets, facts[row.pk])
        found[row.pk] = [_line(one, chosen[one.target], episode, now, is_listed(row)) for one in running]
    return found


def _case(row: Conversation, episode: Episode, segments: frozenset[int]) -> Case:
    reason = episode.reason
    reasons = tuple(number for number in (reason.pk, reason.parent_id) if number) if reason else ()
    return Case(row.channel.kind, row.channel_id, row.team_id, reasons, row.customer.merged.is_vip, segments, row.priority)


def _line(one: Clock, chosen: Chosen, episode: Episode, now: datetime, is_listed: bool) -> EpisodeClock:
    # Of what became spam, or part of another conversation, nothing is owed any more.
    dropped_at = one.dropped_at if is_listed or one.ended_at else now
    return EpisodeClock(
        episode=episode,
        target=one.target,
        round=one.round,
        policy_id=chosen.terms.number,
        why=list(chosen.why),
        started_at=one.started_at,
        budget=one.budget.open,
        used=one.used(now),
        runs=one.runs and is_listed,
        warn_at=one.warn_at,
        due_at=one.due_at,
        met_at=one.met_at,
        dropped_at=dropped_at,
        breached_at=one.breached_at(now) if is_listed else None,
        # Kept by `_news` where it was said before.
        warned_at=one.warned_at(now) if is_listed else None,
    )


def _news(one: EpisodeClock, before: EpisodeClock | None, number: int, episode: Episode, now: datetime) -> list[Happening]:
    """What has to be said of a clock now that was not said before. That something was nearly late is no news once it is over."""
    due = one.due_at.isoformat() if one.due_at else ""
    about: dict[str, Any] = {"conversation_id": number, "episode_id": episode.pk, "target": one.target, "due_at": due}
    about["policy_id"] = one.policy_id
    if one.breached_at and not (before and before.breached_at):
        return [SlaBreached(**about)]
    goes_on = one.met_at is None and one.dropped_at is None
    if one.warned_at and goes_on and not one.breached_at and not (before and before.warned_at):
        return [SlaWarned(**about)]
    return []


def _due(lines: list[EpisodeClock], is_listed: bool) -> Due | None:
    running = [one for one in lines if is_listed and one.runs and one.due_at]
    soonest = min(running, key=lambda one: one.due_at or one.started_at, default=None)
    if soonest is None or soonest.due_at is None:
        return None
    return Due(soonest.due_at, soonest.warn_at or soonest.due_at, soonest.target)


def _set_timers(worked_out: dict[int, list[EpisodeClock]], now: datetime) -> None:
    from onmaru.sla import jobs

    for number, lines in worked_out.items():
        moments = [at for one in lines if one.runs for at in (one.warn_at, one.due_at) if at and at > now]
        if moments:
            at = min(moments)
            enqueue_once(jobs.look_at_clocks, f"clocks of {number} at {at.timestamp():.3f}", at=at, conversation_id=number)
