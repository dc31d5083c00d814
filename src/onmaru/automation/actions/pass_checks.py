from collections.abc import Iterable

from onmaru.automation.models import PassedCheck
from onmaru.inbox.models import Message
from onmaru.kit import clock
from onmaru.people.models import Agent


def pass_checks(message: Message, agent: Agent, names: Iterable[str]) -> None:
    """Note that an answer left although these checks had found something in it. In the transaction of whoever sends it; twice is once."""
    rows = [PassedCheck(message=message, check_name=name, agent=agent, at=clock.now()) for name in names]
    PassedCheck.objects.bulk_create(rows, ignore_conflicts=True)
