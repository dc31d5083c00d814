import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue
from onmaru.notices.actions.push import settle
from onmaru.notices.actions.subscribe import our_keys
from onmaru.notices.models import Subscription
from onmaru.notices.push.deliver import deliver
from onmaru.people.models import Agent

# Between two trials of one browser.
PAUSE = timedelta(seconds=5)


class TooSoon(Exception):
    """A trial of this browser has just been sent."""


@transaction.atomic
def begin_trial(by: Agent, subscription_id: int) -> bool:
    """Send a trial to one's own browser. False for what is not one's own."""
    from onmaru.notices import jobs

    browser = Subscription.objects.select_for_update().filter(agent=by, pk=subscription_id).first()
    if browser is None:
        return False
    if browser.tried_at and browser.tried_at > clock.now() - PAUSE:
        raise TooSoon
    Subscription.objects.filter(pk=browser.pk).update(trial=secrets.token_urlsafe(32), tried_at=clock.now(), received_at=None)
    enqueue(jobs.try_push, subscription_id=browser.pk)
    announce(("push", by.pk))
    return True


def send_trial(subscription_id: int) -> None:
    """The trial itself, which carries the word that proves its arrival."""
    browser = Subscription.objects.select_related("agent").filter(pk=subscription_id).exclude(trial="").first()
    if browser is None:
        return
    with translation.override(browser.agent.language):
        message = {
            "title": _("Push works"),
            "body": _("This trial reached {name}.").format(name=browser.name),
            "url": reverse("notices_settings"),
            "tag": "trial",
            "receipt": reverse("push_receipt", args=[browser.trial]),
        }
    settle(browser, deliver(browser, message, our_keys(), topic="trial", urgency="high"))
    with transaction.atomic():
        announce(("push", browser.agent_id))


@transaction.atomic
def confirm_trial(word: str) -> bool:
    """The browser says that it has shown the trial. A word is good for one time."""
    found = Subscription.objects.filter(trial=word).exclude(trial="").first() if word else None
    if found is None:
        return False
    Subscription.objects.filter(pk=found.pk).update(trial="", received_at=clock.now(), fault="")
    announce(("push", found.agent_id))
    return True
