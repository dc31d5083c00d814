from onmaru.customers.models.customer import Customer as Customer
from onmaru.customers.models.identity import Identity as Identity
from onmaru.customers.models.merge import CustomerMerge as CustomerMerge
from onmaru.customers.models.organization import Organization as Organization
