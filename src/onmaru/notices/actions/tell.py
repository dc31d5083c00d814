from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from onmaru.events.log import announce
from onmaru.events.models import Event
from onmaru.inbox.audience import who_may_see
from onmaru.inbox.models import Conversation, Presence
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_many, enqueue_once
from onmaru.notices.kinds import OWED, Kind, Way
from onmaru.notices.models import Notice, Subscription, Wishes
from onmaru.notices.queries import wishes_of
from onmaru.people.models import Agent


@transaction.atomic
def tell(kind: Kind, event: Event, agent_ids: Iterable[int], further: int = 0) -> int:
    """Tell agents of something that happened, each once however often this runs; whoever did it knows. Gives how many are new.

    `further` is of how many other conversations the same is said with it.
    """
    conversation = Conversation.objects.filter(pk=event.conversation_id).first()
    wanted = set(agent_ids) - ({event.actor_id} if event.actor_kind == "agent" else set())
    if conversation is None or conversation.is_spam or not wanted:
        return 0
    known = Notice.objects.filter(event_id=event.pk, kind=kind, agent__in=wanted).values("agent")
    people = Agent.objects.at_work() if kind in OWED else who_may_see(conversation)
    fresh = list(people.filter(pk__in=wanted).exclude(pk__in=known))
    wishes = wishes_of(agent.pk for agent in fresh)
    # Who is before the conversation sees it happen.
    watching = set(Presence.objects.fresh().filter(conversation=conversation, agent__in=fresh).values_list("agent_id", flat=True))
    rows = [
        _row(kind, event, agent, wishes[agent.pk], agent.pk in watching, further)
        for agent in fresh
        if wishes[agent.pk].ways.get(kind, True)
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    announce(*(("notices", row.agent_id) for row in rows if row.in_app))
    _plan(kind, event, [row for row in rows if row.read_at is None], wishes)
    return len(rows)


def _row(kind: Kind, event: Event, agent: Agent, wishes: Wishes, watching: bool, further: int) -> Notice:
    return Notice(
        agent=agent,
        kind=kind,
        conversation_id=event.conversation_id,
        event_id=event.pk,
        actor_kind=event.actor_kind,
        actor_id=event.actor_id,
        at=event.at,
        further=further,
        in_app=wishes.wants(kind, Way.IN_APP),
        wants_mail=bool(wishes.digest_after) and wishes.wants(kind, Way.MAIL),
        read_at=clock.now() if watching else None,
    )


def _plan(kind: Kind, event: Event, unread: list[Notice], wishes: dict[int, Wishes]) -> None:
    from onmaru.notices import jobs

    pushed = [row.agent_id for row in unread if wishes[row.agent_id].wants(kind, Way.PUSH)]
    subscribed = set(Subscription.objects.filter(agent__in=pushed).values_list("agent_id", flat=True))
    told = Notice.objects.filter(event_id=event.pk, kind=kind, agent__in=subscribed).values_list("pk", flat=True)
    enqueue_many(jobs.push_notice, [{"notice_id": number} for number in told])
    for row in unread:
        if row.wants_mail:
            at = clock.now() + timedelta(minutes=wishes[row.agent_id].digest_after)
            enqueue_once(jobs.mail_digest, f"digest of agent {row.agent_id}", at=at, agent_id=row.agent_id)
