from typing import Any

from django.db import transaction

from onmaru.customers.events import CustomerEdited
from onmaru.customers.models import Customer
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent

EDITABLE = frozenset({"name", "language", "memo", "organization", "phone", "preferred"})


@transaction.atomic
def edit(customer: Customer, by: Agent, **fields: Any) -> None:
    """Change what we know about a customer."""
    if unknown := set(fields) - EDITABLE:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    row = Customer.objects.select_for_update().get(pk=customer.merged.pk)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=changed)
        record(CustomerEdited(customer_id=row.pk, changed=sorted(changed)), by=actor.agent(by.pk))
