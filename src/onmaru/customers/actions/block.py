from django.db import transaction

from onmaru.customers.events import CustomerBlocked, CustomerUnblocked
from onmaru.customers.models import Customer
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def block(customer: Customer, because: str, by: Agent) -> None:
    """Take nothing more from a customer: what they send is kept as spam and never acknowledged."""
    person = customer.merged
    changed = Customer.objects.filter(pk=person.pk, blocked_at=None).update(blocked_at=clock.now(), blocked_by=by, blocked_because=because)
    if changed:
        record(CustomerBlocked(customer_id=person.pk, because=because), by=actor.agent(by.pk))


@transaction.atomic
def unblock(customer: Customer, by: Agent) -> None:
    """Hear a customer again."""
    person = customer.merged
    changed = Customer.objects.filter(pk=person.pk).exclude(blocked_at=None).update(blocked_at=None, blocked_by=None, blocked_because="")
    if changed:
        record(CustomerUnblocked(customer_id=person.pk), by=actor.agent(by.pk))
