from datetime import timedelta

import pytest

from onmaru.sla.choosing import Case, Terms, choose, fits
from onmaru.sla.clock import Target

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYTHING = Terms(1, within={Target.FIRST: DAY, Target.RESOLUTION: 7 * DAY})
MAIL = Terms(2, kinds=frozenset({"email"}), within={Target.FIRST: 6 * HOUR})
VIP = Terms(3, is_for_vip=True, within={Target.FIRST: HOUR})
GROUP = Terms(4, reason=10, within={Target.FIRST: 3 * HOUR})
REASON = Terms(5, reason=11, within={Target.FIRST: 2 * HOUR})
URGENT_MAIL = Terms(6, kinds=frozenset({"email"}), least_priority=3, within={Target.FIRST: HOUR / 2})
ONE_MAILBOX = Terms(7, channel=1, within={Target.FIRST: 5 * HOUR})
ALL = [EVERYTHING, MAIL, VIP, GROUP, REASON, URGENT_MAIL, ONE_MAILBOX]


@pytest.mark.parametrize(
    ("case", "decides", "why"),
    [
        (Case("webchat", 9), EVERYTHING, ()),
        (Case("email", 9), MAIL, ("kinds",)),
        (Case("email", 1), ONE_MAILBOX, ("channel",)),
        (Case("email", 9, reasons=(12, 10)), GROUP, ("group",)),
        (Case("email", 9, reasons=(11, 10)), REASON, ("reason",)),
        (Case("email", 9, reasons=(10,)), GROUP, ("reason",)),
        (Case("email", 9, reasons=(11, 10), is_vip=True), VIP, ("vip",)),
        (Case("email", 9, is_vip=True, priority=3), URGENT_MAIL, ("priority", "kinds")),
    ],
)
def test_the_most_particular_policy_decides(case: Case, decides: Terms, why: tuple[str, ...]) -> None:
    chosen = choose(ALL, case)[Target.FIRST]
    assert (chosen.terms.number, chosen.why) == (decides.number, why)


def test_what_a_particular_policy_leaves_open_others_decide() -> None:
    assert choose(ALL, Case("email", 1, is_vip=True))[Target.RESOLUTION].terms == EVERYTHING


def test_of_two_alike_the_newer_decides() -> None:
    newer = Terms(8, kinds=frozenset({"email"}), within={Target.FIRST: HOUR})
    assert choose([newer, MAIL], Case("email", 9))[Target.FIRST].terms == newer


def test_what_does_not_fit_decides_nothing() -> None:
    assert fits(MAIL, Case("webchat", 1)) is None
    assert choose([VIP], Case("email", 1)) == {}
