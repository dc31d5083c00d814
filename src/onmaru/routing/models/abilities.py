from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onmaru.inbox.models import Reason
from onmaru.people.models import Agent


class Abilities(models.Model):
    """What an agent can be given. Who has no row, or leaves something empty, can do anything, as much as the shop's measure says."""

    if TYPE_CHECKING:
        agent_id: int

    agent = models.OneToOneField(Agent, on_delete=models.CASCADE, primary_key=True, related_name="abilities")
    # In points, as conversations weigh; None: the shop's measure.
    capacity = models.IntegerField(null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    # A group stands for all that belongs to it.
    reasons = models.ManyToManyField(Reason, blank=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=0), name="a_capacity_is_not_negative")]
