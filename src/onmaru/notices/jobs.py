from onmaru.kit.jobs import job
from onmaru.notices.actions.digest import digest
from onmaru.notices.actions.push import push, push_one
from onmaru.notices.actions.trial import send_trial


@job()
def push_notice(notice_id: int) -> None:
    """Hand one notice to every browser of its agent."""
    push(notice_id)


@job()
def push_to_browser(subscription_id: int, notice_id: int) -> None:
    """One notice to one browser; a push service that is busy is tried again."""
    push_one(subscription_id, notice_id)


@job()
def try_push(subscription_id: int) -> None:
    """Send a trial to one browser, which answers that it arrived."""
    send_trial(subscription_id)


@job()
def mail_digest(agent_id: int) -> None:
    """One mail for all that an agent did not read."""
    digest(agent_id)
