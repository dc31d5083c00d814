"""Who waits for an agent, as the choice wants to see them. Reads only, and never more than a bounded number of rows."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from onmaru.customers.models import Customer
from onmaru.inbox.models import Conversation, Episode
from onmaru.inbox.models.conversation import Conversations, falls_due, waits_since
from onmaru.routing.choose import VIP_RUN, Agent, Waiting, Why
from onmaru.routing.helping import Help
from onmaru.routing.inputs import weigh
from onmaru.routing.models import Choice, Measure
from onmaru.segments.belonging import as_worked_out, of_segments

# Of each order so many are looked at: the first of all is among the first of one of them.
LOOKED_AT = 100


def waiting_for_somebody(rows: Conversations) -> Conversations:
    """Of these, whose customer waits, in work that is to be seen; somebody's or nobody's."""
    return rows.shown().filter(deleted_at=None, status=Conversation.Status.OPEN, customer_waiting_since__isnull=False)


def first_of_each_order(rows: Conversations) -> dict[int, Conversation]:
    """Those among whom the next one is: by priority, by what is due, by age, and who is served first, whatever else they are."""
    # In the order of each index, so that none of these looks at more rows than it gives.
    orders: list[Conversations] = [
        rows.order_by(F("priority").desc(), F("last_activity_at").desc(), F("id").desc()),
        rows.order_by(falls_due(), "id"),
        rows.order_by(waits_since(), "id"),
        # Joined along what waits, which is never much: not from all customers there are.
        rows.filter(Q(customer__person=None, customer__is_vip=True) | Q(customer__person__is_vip=True)).order_by(waits_since(), "id"),
    ]
    if favoured := served_first():
        orders.append(rows.filter(of_segments(favoured)).order_by(waits_since(), "id"))
    found = [row for order in orders for row in with_what_counts(order)[:LOOKED_AT]]
    return {row.pk: row for row in found}


def with_what_counts(rows: Conversations) -> Conversations:
    """With the customer, the channel, what it is about and who served this person last."""
    now = Episode.objects.filter(conversation=OuterRef("pk"), resolved_at=None)
    before = Conversation.objects.filter(customer=OuterRef("customer"), assignee__isnull=False).exclude(pk=OuterRef("pk"))
    return rows.select_related("customer__person", "channel").annotate(
        reason_now=Subquery(now.values("reason")[:1], output_field=IntegerField()),
        served_before_by=Subquery(before.order_by("-last_activity_at").values("assignee")[:1], output_field=IntegerField()),
    )


def as_waiting(
    rows: Collection[Conversation],
    measure: Measure,
    agents: Collection[Agent] = (),
    helps: Mapping[int | None, Help] | None = None,
) -> list[Waiting]:
    """What none of these agents could ever do, were they there, is not asked of them: nobody waits for ever."""
    helps = helps or {}
    anger, hurry, value = (weigh(name, [row.pk for row in rows]) for name in ("anger", "hurry", "order_value"))
    favoured = as_worked_out({row.customer_id for row in rows}, served_first())
    by_whom = {row.pk: _help(row, helps) for row in rows}
    elsewhere = _served_elsewhere(rows)
    # What can be asked of a team, alone and with whoever helps it: worked out once for all who ask the same.
    needs = {(row.team_id, by_whom[row.pk]) for row in rows}
    can = {need: _can(agents, need[0], _helpers(need[1])) for need in needs}
    return [
        Waiting(
            row.pk,
            _since(row),
            due_at=row.due_at,
            priority=row.priority,
            is_vip=row.customer.merged.is_vip,
            is_favoured=bool(favoured.get(row.customer_id)),
            weight=measure.weight(row.channel.kind),
            team=row.team_id,
            skill=_asked(str(row.reason_now or ""), can[row.team_id, by_whom[row.pk]][0]),  # pyright: ignore[reportAttributeAccessIssue]
            language=_asked(row.language, can[row.team_id, by_whom[row.pk]][1]),
            last_agent=row.assignee_id or elsewhere.get(row.pk) or row.served_before_by,  # pyright: ignore[reportAttributeAccessIssue]
            order_value=int(value.get(row.pk, 0)),
            anger=anger.get(row.pk, 0.0),
            hurry=hurry.get(row.pk, 0.0),
            helpers=_helpers(by_whom[row.pk]),
            overflow=help_.why if (help_ := by_whom[row.pk]) else Why.OVERFLOW,
        )
        for row in rows
    ]


def _served_elsewhere(rows: Collection[Conversation]) -> dict[int, int]:
    """Who served last whoever writes in several ways, in whichever of them; most people have one way, and are left out."""
    people = {row.customer.person_id or row.customer_id for row in rows}
    several = set(Customer.objects.filter(person__in=people).values_list("person", flat=True))
    if not several:
        return {}
    # Their rows first, by an index of theirs, and then what they wrote, by one of its own.
    theirs = Customer.objects.of_people(several).values("pk")
    before = Conversation.objects.filter(customer__in=theirs, assignee__isnull=False)
    before = before.exclude(pk__in=[row.pk for row in rows]).annotate(whose=Coalesce("customer__person", "customer"))
    latest = before.order_by("whose", "-last_activity_at", "-id").distinct("whose")
    by_person = dict(latest.values_list("whose", "assignee"))
    return {row.pk: agent for row in rows if (agent := by_person.get(row.customer.person_id or row.customer_id))}


def _since(row: Conversation) -> datetime:
    return row.customer_waiting_since or row.created_at


def _help(row: Conversation, helps: Mapping[int | None, Help]) -> Help | None:
    help_ = helps.get(row.team_id)
    return help_ if help_ and help_.helps(_since(row)) else None


def _helpers(help_: Help | None) -> frozenset[int]:
    return frozenset({help_.team}) if help_ else frozenset()


def _can(agents: Collection[Agent], team: int | None, helpers: frozenset[int]) -> tuple[set[str] | None, set[str] | None]:
    """The skills and the languages of whoever may serve a team; None where somebody has them all."""
    theirs = [agent for agent in agents if team is None or team in agent.teams or not helpers.isdisjoint(agent.teams)]
    skills, languages = [agent.skills for agent in theirs], [agent.languages for agent in theirs]
    return None if not all(skills) else set().union(*skills), None if not all(languages) else set().union(*languages)


def _asked(what: str, known: set[str] | None) -> str:
    return what if known is None or what in known else ""


def served_first() -> set[int]:
    """The segments whose customers are served first."""
    return set(Measure.served_first.through.objects.values_list("segment", flat=True))


def vips_in_a_row() -> int:
    """Of the latest choices, how many in a row were for VIP customers."""
    latest = list(Choice.objects.values_list("was_vip", flat=True)[:VIP_RUN])
    return next((index for index, was_vip in enumerate(latest) if not was_vip), len(latest))
