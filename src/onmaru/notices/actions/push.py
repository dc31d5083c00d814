from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_many
from onmaru.notices.actions.subscribe import our_keys
from onmaru.notices.kinds import ABOUT, Kind
from onmaru.notices.models import Notice, Subscription
from onmaru.notices.push.deliver import Handed, deliver
from onmaru.notices.queries import named, rule_of, wishes_of
from onmaru.notices.quiet import is_quiet
from onmaru.notices.wording import sentence

# So many in so long is the most that anybody reads on a locked screen; the rest waits on the desk.
WINDOW, MOST = timedelta(minutes=10), 20


@transaction.atomic
def push(notice_id: int) -> None:
    """Plan the push of one notice to each browser of its agent, unless it was read, planned before, or comes at a bad time."""
    from onmaru.notices import jobs

    notice = (
        Notice.objects.select_for_update(of=("self",)).select_related("agent").filter(pk=notice_id, pushed_at=None, read_at=None).first()
    )
    if notice is None or not notice.agent.is_active:
        return
    agent, now = notice.agent, clock.now()
    if is_quiet(rule_of(agent, wishes_of([agent.pk])[agent.pk]), now):
        return
    if Notice.objects.filter(agent=agent, pushed_at__gte=now - WINDOW).count() >= MOST:
        return
    Notice.objects.filter(pk=notice.pk).update(pushed_at=now)
    browsers = [browser.pk for browser in Subscription.objects.filter(agent=agent) if signed_in(browser)]
    enqueue_many(jobs.push_to_browser, [{"subscription_id": number, "notice_id": notice.pk} for number in browsers])


def push_one(subscription_id: int, notice_id: int) -> None:
    """Hand a notice to one browser; one that is gone is forgotten."""
    browser = Subscription.objects.filter(pk=subscription_id).first()
    notice = named(Notice.objects.filter(pk=notice_id, read_at=None)).select_related("agent", "conversation").first()
    if browser is None or notice is None or notice.agent_id != browser.agent_id:
        return
    urgency = ABOUT[Kind(notice.kind)].urgency
    settle(browser, deliver(browser, _message(notice), our_keys(), topic=f"conversation-{notice.conversation_id}", urgency=urgency))


def signed_in(browser: Subscription) -> bool:
    return Session.objects.filter(session_key=browser.session_key, expire_date__gt=clock.now()).exists()


def settle(browser: Subscription, handed: Handed) -> None:
    """Keep what a push service answered."""
    if handed == Handed.GONE:
        Subscription.objects.filter(pk=browser.pk).delete()
    else:
        fault = "" if handed == Handed.TAKEN else "refused"
        Subscription.objects.filter(pk=browser.pk).exclude(fault=fault).update(fault=fault)


def _message(notice: Notice) -> dict[str, Any]:
    conversation = notice.conversation
    named_subject = wishes_of([notice.agent_id])[notice.agent_id].names_subjects
    with translation.override(notice.agent.language):
        return {
            "title": sentence(notice),
            "body": f"#{conversation.pk} {conversation.subject}".strip() if named_subject else f"#{conversation.pk}",
            "url": reverse("desk_notice", args=[notice.pk]),
            "tag": f"conversation-{conversation.pk}",
        }
