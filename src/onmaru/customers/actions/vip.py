from django.db import transaction

from onmaru.customers.events import CustomerMarkedVip, CustomerUnmarkedVip
from onmaru.customers.models import Customer
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def mark_vip(customer: Customer, by: Agent) -> None:
    """Say that a customer is to be treated with special care; who said so first stays."""
    person = customer.merged
    if Customer.objects.filter(pk=person.pk, vip_marked_at=None).update(vip_marked_at=clock.now(), vip_marked_by=by):
        record(CustomerMarkedVip(customer_id=person.pk), by=actor.agent(by.pk))


@transaction.atomic
def unmark_vip(customer: Customer, by: Agent) -> None:
    """A customer is as dear as any other."""
    person = customer.merged
    if Customer.objects.filter(pk=person.pk).exclude(vip_marked_at=None).update(vip_marked_at=None, vip_marked_by=None):
        record(CustomerUnmarkedVip(customer_id=person.pk), by=actor.agent(by.pk))
