"""Whom the shop has signed for, coming to the portal by a link of its own page."""

from collections.abc import Mapping

from django.db import transaction

from onmaru.channels.webchat import handles, settings
from onmaru.channels.webchat.identity import Claim, holds
from onmaru.channels.webchat.kind import KIND
from onmaru.customers.actions.identify import identify
from onmaru.customers.models import Identity
from onmaru.inbox.models import Channel
from onmaru.kit import clock


def proof(query: Mapping[str, str]) -> Identity | None:
    """Of `widget`, `id`, `expires` and `hash`, as `identity.signed` makes it. One without an end would open the portal for ever."""
    channel = Channel.objects.active().filter(kind=KIND.code, handle=query.get("widget", "")).first()
    expires = query.get("expires", "")
    if channel is None or not (expires.isdecimal() and len(expires) < 12):
        return None
    claim = Claim(query.get("id", ""), query.get("hash", ""), int(expires))
    secrets = [secret.value for secret in settings.of(channel).secrets]
    if not holds(claim, secrets, clock.now(), must_expire=True):
        return None
    # Who never chatted is a customer of the shop all the same, and finds out that there is nothing yet.
    with transaction.atomic():
        return identify(KIND.handle_sort, handles.proven(channel, claim.external_id), language=channel.language)
