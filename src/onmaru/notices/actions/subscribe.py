from django.db import transaction

from onmaru.kit import clock
from onmaru.notices.models import PushKeys, Subscription
from onmaru.notices.push.deliver import acceptable
from onmaru.notices.push.encrypt import UnusableKeys, encrypt
from onmaru.notices.push.vapid import new_keys
from onmaru.people.models import Agent

# More browsers than anybody uses; the oldest make room.
MOST_BROWSERS = 20


class NoSubscription(ValueError):
    """What the browser said is no subscription."""


@transaction.atomic
def subscribe(by: Agent, endpoint: str, p256dh: str, auth: str, session_key: str, name: str) -> Subscription:
    """Send pushes to a browser from now on. A browser has one owner: whoever subscribed it last."""
    try:
        encrypt(b"", p256dh, auth)
    except UnusableKeys as error:
        raise NoSubscription from error
    if not acceptable(endpoint) or len(endpoint) > 1000:
        raise NoSubscription
    kept = {"agent": by, "keys": {"p256dh": p256dh, "auth": auth}, "session_key": session_key, "name": name[:80]}
    subscription, _ = Subscription.objects.update_or_create(
        endpoint=endpoint, defaults={**kept, "fault": ""}, create_defaults={**kept, "created_at": clock.now()}
    )
    old = Subscription.objects.filter(agent=by).order_by("-created_at", "-id").values_list("pk", flat=True)[MOST_BROWSERS:]
    Subscription.objects.filter(pk__in=list(old)).delete()
    return subscription


@transaction.atomic
def unsubscribe(by: Agent, **which: object) -> int:
    """No more pushes to a browser of one's own."""
    return Subscription.objects.filter(agent=by, **which).delete()[0]


def our_keys() -> dict[str, str]:
    """The deployment's keys, made when they are first asked for. Changing them would silence every browser."""
    kept, _ = PushKeys.objects.get_or_create(only=True, defaults={"keys": new_keys(), "created_at": clock.now()})
    return kept.keys
