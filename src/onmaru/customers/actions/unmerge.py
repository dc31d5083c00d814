from django.db import transaction

from onmaru.customers.actions.merge import MARKS
from onmaru.customers.events import CustomersUnmerged
from onmaru.customers.models import Customer, CustomerMerge
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def unmerge(merge: CustomerMerge, by: Agent) -> None:
    """Take a merge of customers back; each row speaks for itself as before."""
    if not CustomerMerge.objects.filter(pk=merge.pk, undone_at=None).update(undone_at=clock.now(), undone_by=by):
        return
    Customer.objects.filter(pk__in=merge.turned).exclude(pk=merge.source_id).update(person=merge.source_id)
    Customer.objects.filter(pk=merge.source_id).update(person=None)
    # What the other one got by the merge goes with it; what somebody said of them otherwise stays.
    source = Customer.objects.get(pk=merge.source_id)
    for mark in MARKS:
        if getattr(source, mark[0]):
            same = {name: getattr(source, name) for name in mark}
            Customer.objects.filter(pk=merge.target_id, **same).update(**{name: getattr(Customer(), name) for name in mark})
    record(CustomersUnmerged(customer_id=merge.target_id, source_id=merge.source_id, merge_id=merge.pk), by=actor.agent(by.pk))
