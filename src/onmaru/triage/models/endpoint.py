from typing import ClassVar

from django.db import models
from django.db.models import Q

from onmaru.kit.fields import EncryptedJSON
from onmaru.triage.endpoint.asking import Service


class Endpoint(models.Model):
    """The service that is asked for vectors in place of those made here, and what became of it last. There is one, or none."""

    only = models.BooleanField(primary_key=True, default=True)
    address = models.URLField(max_length=500)
    model = models.CharField(max_length=200)
    key = EncryptedJSON()
    set_at = models.DateTimeField()
    # When it was asked in vain, and why; see endpoint.answers.Kind. Empty again after it has answered.
    failed_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=20, blank=True)

    objects: ClassVar["models.Manager[Endpoint]"]

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="there_is_one_endpoint_at_most")]

    def __str__(self) -> str:
        return self.service.name

    @property
    def service(self) -> Service:
        return Service(self.address, self.model, self.key)
