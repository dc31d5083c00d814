from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from onmaru.customers.models import Customer
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.segments.belonging import by_person, speakers
from onmaru.segments.models import Membership, Segment

AT_ONCE = 2000


def place(customers: Iterable[int]) -> None:
    """Work out anew to which segments these customers belong."""
    if segments := list(Segment.objects.in_use()):
        _settle(set(speakers(customers).values()), segments)


def place_some(segment_id: int, after: int) -> None:
    """Work out who belongs to one segment, some thousand at a time; then it goes on."""
    segment = Segment.objects.in_use().filter(pk=segment_id).first()
    if segment is None:
        return
    people = list(Customer.objects.filter(person=None, pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    _settle(set(people), [segment])
    if len(people) == AT_ONCE:
        go_on(segment, people[-1])
    else:
        Segment.objects.filter(pk=segment.pk).update(placed_at=clock.now())


def go_on(segment: Segment, after: int = 0) -> None:
    from onmaru.segments.jobs import place_everybody

    enqueue_once(place_everybody, f"segment:{segment.pk}:{after}", segment_id=segment.pk, after=after)


@transaction.atomic
def _settle(people: Collection[int], segments: Collection[Segment]) -> None:
    """Every row of a person has what the person has. Two who work at once do the same twice."""
    held = by_person(people, segments)
    rows = Customer.objects.of_people(people).order_by().values_list("pk", Coalesce(F("person"), F("pk")))
    of_row = dict(rows)
    wanted = {(segment, row) for row, person in of_row.items() for segment in held.get(person, ())}
    theirs = Membership.objects.filter(customer__in=of_row, segment__in=segments).order_by()
    known = {(segment, row): number for number, segment, row in theirs.values_list("pk", "segment", "customer")}
    if gone := [number for pair, number in known.items() if pair not in wanted]:
        Membership.objects.filter(pk__in=gone).delete()
    if new := sorted(wanted - known.keys()):
        Membership.objects.bulk_create([Membership(segment_id=one, customer_id=row) for one, row in new], ignore_conflicts=True)
