"""The search learns of customers, and of what changed about them."""

from onmaru.customers.events import CustomerEdited, CustomersMerged, CustomersUnmerged
from onmaru.customers.searchables import CUSTOMER
from onmaru.events.reactions import on
from onmaru.search.actions.file import refile


@on(CustomerEdited)
def refile_customer(happened: CustomerEdited) -> None:
    refile(CUSTOMER, [happened.customer_id])


@on(CustomersMerged, CustomersUnmerged)
def refile_both(happened: CustomersMerged | CustomersUnmerged) -> None:
    refile(CUSTOMER, [happened.customer_id, happened.source_id])
