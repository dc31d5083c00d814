from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from onmaru.customers.models.customer import Customer


class Identity(models.Model):
    """One handle of a customer on one kind of channel: an e-mail address, a user id. `handle` is stored as `normalised` makes it."""

    if TYPE_CHECKING:
        customer_id: int

    # True on the one that `identify` made just now: whoever asks what this handle did before need not ask the database.
    is_new = False

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    # What sort of handle it is: kinds of channels that speak to the same handles (two mail kinds) share a sort.
    sort = models.CharField(max_length=30)
    handle = models.CharField(_("Handle"), max_length=320)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    created_at = models.DateTimeField()
    # Mail to it bounced for good: sending there again would only bounce again.
    undeliverable_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sort", "handle"], name="a_handle_belongs_to_one_identity")]
        indexes = [
            models.Index(fields=["customer"], name="identities_of_a_customer"),
            models.Index(fields=["handle"], name="identities_by_handle"),
        ]

    def __str__(self) -> str:
        return self.handle
