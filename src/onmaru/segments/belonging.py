"""Who belongs to which segment: asked of the facts for some people, or of what was worked out, for lists and counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Coalesce

from onmaru.customers.models import Customer
from onmaru.inbox.filtering.filter import Asking
from onmaru.people.models import Agent, Shop
from onmaru.segments.facts import FACTS
from onmaru.segments.models import Membership, Segment

MOST_COUNTED = 10_000


def asking() -> Asking:
    """Who asks on behalf of the shop."""
    shop = Shop.objects.first()
    return Asking(Agent(time_zone=shop.time_zone if shop else "Asia/Seoul"))


def condition(segment: Segment, asks: Asking) -> Q:
    """On the row that speaks for a person. Terms that nobody can read any more hold for nobody."""
    asked = segment.asked.chosen
    found = Q() if asked and segment.retired_at is None else Q(pk=None)
    for name, values in asked:
        found &= FACTS[name].where(asks, values) if values else Q(pk=None)
    return found


def by_person(people: Collection[int], segments: Iterable[Segment]) -> dict[int, frozenset[int]]:
    """By the number of the row that speaks for each of these people, the segments that they belong to by the facts. One query."""
    wanted, asks = list(segments), asking()
    if not wanted or not people:
        return {}
    asked = {f"segment_{one.pk}": ExpressionWrapper(condition(one, asks), output_field=BooleanField()) for one in wanted}
    rows = Customer.objects.filter(pk__in=people).order_by().annotate(**asked).values_list("pk", *asked)
    return {number: frozenset(one.pk for one, holds in zip(wanted, answers, strict=True) if holds) for number, *answers in rows}


def speakers(customers: Iterable[int]) -> dict[int, int]:
    """By customer, the row that speaks for the person."""
    rows = Customer.objects.filter(pk__in=set(customers)).order_by()
    return dict(rows.values_list("pk", Coalesce("person", "pk")))


def by_facts(customers: Collection[int], segments: Collection[int]) -> dict[int, frozenset[int]]:
    """By customer, to which of these segments they belong now, also before anything was worked out."""
    if not segments or not customers:
        return {}
    speaks = speakers(customers)
    held = by_person(set(speaks.values()), Segment.objects.in_use().filter(pk__in=segments))
    return {customer: held.get(person, frozenset()) for customer, person in speaks.items()}


def as_worked_out(customers: Collection[int], segments: Collection[int]) -> dict[int, frozenset[int]]:
    """The same as it was worked out last."""
    found: dict[int, set[int]] = defaultdict(set)
    if segments and customers:
        for customer, segment in Membership.objects.filter(customer__in=customers, segment__in=segments).values_list("customer", "segment"):
            found[customer].add(segment)
    return {customer: frozenset(some) for customer, some in found.items()}


def of_segments(numbers: Iterable[int]) -> Q:
    """Conversations of customers who belong to one of these."""
    return Q(customer__in=Membership.objects.filter(segment__in=list(numbers)).order_by().values("customer"))


def size(segment: Segment) -> int:
    """How many people belong, counted up to one more than MOST_COUNTED."""
    return Membership.objects.filter(segment=segment, customer__person=None).order_by()[: MOST_COUNTED + 1].count()
