from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organization(models.Model):
    """A company of customers."""

    name = models.CharField(_("Name"), max_length=120)
    # Mail domains whose senders belong to it, in lower case.
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    memo = models.TextField(_("Memo"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
