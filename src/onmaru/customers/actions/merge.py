from django.db import transaction

from onmaru.customers.events import CustomersMerged
from onmaru.customers.models import Customer, CustomerMerge
from onmaru.events import actor
from onmaru.events.actor import SYSTEM
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent

# What is said of a person and counts for all of them: when first, by whom, and why. Who is blocked does not get around it by a merge.
MARKS = (("vip_marked_at", "vip_marked_by"), ("blocked_at", "blocked_by", "blocked_because"))


class SamePerson(ValueError):
    """Both customers are one person already."""


@transaction.atomic
def merge(source: Customer, target: Customer, by: Agent | None) -> CustomerMerge:
    """Declare two customers one person; `target` speaks for them from now on. Nobody (None) declares it where they have proven it."""
    # Who speaks for each is read anew: the caller's rows may be from before another merge.
    speakers = [row.person_id or row.pk for row in (Customer.objects.get(pk=source.pk), Customer.objects.get(pk=target.pk))]
    rows = {row.pk: row for row in Customer.objects.select_for_update().filter(pk__in=speakers).order_by("pk")}
    source, target = (rows[speaker] for speaker in speakers)
    if source.pk == target.pk:
        raise SamePerson
    turned = list(Customer.objects.same_person_as(source).values_list("pk", flat=True))
    Customer.objects.filter(pk__in=turned).update(person=target)
    if got := {name: getattr(source, name) for mark in MARKS if getattr(source, mark[0]) and not getattr(target, mark[0]) for name in mark}:
        Customer.objects.filter(pk=target.pk).update(**got)
    merged = CustomerMerge.objects.create(source=source, target=target, turned=turned, merged_at=clock.now(), merged_by=by)
    record(CustomersMerged(customer_id=target.pk, source_id=source.pk, merge_id=merged.pk), by=actor.agent(by.pk) if by else SYSTEM)
    return merged
