from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.customers.models import Identity


class PortalKey(models.Model):
    """That somebody asked to see their inquiries; where we know the address, with the key that was mailed there.

    Of a key only a digest is kept, of an address and of whoever asked as well: they are here to be counted.
    """

    if TYPE_CHECKING:
        identity_id: int | None

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, null=True, related_name="+")
    handle_digest = models.CharField(max_length=64)
    asked_from = models.CharField(max_length=64)
    key_digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key_digest"], condition=~Q(key_digest=""), name="a_portal_key_is_made_once"),
            models.CheckConstraint(condition=Q(key_digest="") | Q(identity__isnull=False), name="a_portal_key_is_somebodys"),
        ]
        indexes = [
            models.Index(fields=["handle_digest", "asked_at"], name="portal_keys_by_handle"),
            models.Index(fields=["asked_from", "asked_at"], name="portal_keys_by_caller"),
            models.Index(fields=["asked_at"], name="portal_keys_by_time"),
        ]
