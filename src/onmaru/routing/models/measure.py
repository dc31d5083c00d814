from django.db import models
from django.db.models import Q

from onmaru.inbox import kinds
from onmaru.routing.choose import Rules
from onmaru.segments.models import Segment

# Where nothing was set: eight mails that wait, or four chats at once.
CAPACITY = 8
AT_ONCE, LATER = 2, 1


def no_weights() -> dict[str, int]:
    return {}


class Measure(models.Model):
    """How much fits an agent at once, in points, and how many a conversation takes on each kind of channel. One row, or none."""

    capacity = models.IntegerField(default=CAPACITY)
    # By the code of a kind; what is not in it weighs as `default_weight` says.
    weights = models.JSONField(default=no_weights, blank=True)
    # From so much on an order goes before others, as a VIP customer does; None: what it is worth counts for nothing.
    big_order = models.IntegerField(null=True, blank=True)
    # Their customers are served like VIP customers.
    served_first = models.ManyToManyField(Segment, related_name="+")
    only = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["only"], name="there_is_one_measure"),
            models.CheckConstraint(condition=Q(only=True, capacity__gte=1), name="the_measure_is_the_only_one_and_not_nothing"),
            models.CheckConstraint(condition=Q(big_order=None) | Q(big_order__gte=1), name="a_big_order_is_worth_something"),
        ]

    @property
    def rules(self) -> Rules:
        return Rules(big_order=self.big_order)

    def weight(self, kind: str) -> int:
        return self.weights.get(kind) or default_weight(kind)


def default_weight(kind: str) -> int:
    """Where both sides talk at the same time, a conversation takes more of an agent."""
    return AT_ONCE if kinds.get(kind).can.typing else LATER
