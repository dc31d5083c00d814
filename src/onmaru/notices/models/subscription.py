from typing import TYPE_CHECKING

from django.db import models

from onmaru.kit.fields import EncryptedJSON
from onmaru.people.models import Agent


class Subscription(models.Model):
    """A browser that wants pushes: where its push service takes them, and the keys that only this browser can read with."""

    if TYPE_CHECKING:
        agent_id: int

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint = models.CharField(max_length=1000)
    # {"p256dh", "auth"}, as the browser says them.
    keys = EncryptedJSON()
    # The sign-in that it belongs to: a browser that was signed out is told nothing any more.
    session_key = models.CharField(max_length=40)
    # "Chrome · Windows", so that its owner knows it again.
    name = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    # The last trial: when the push service took it, and when the browser itself said that it was shown.
    trial = models.CharField(max_length=43, blank=True)
    tried_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    # Why the last push could not be handed over; empty while all is well.
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint"], name="a_browser_is_subscribed_once")]


class PushKeys(models.Model):
    """The deployment's own VAPID keys: one row, made when the first browser asks."""

    # {"private": PEM, "public": base64url of the uncompressed point}
    keys = EncryptedJSON()
    created_at = models.DateTimeField()
    only = models.BooleanField(default=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["only"], name="there_is_one_set_of_push_keys")]
