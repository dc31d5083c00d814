from onmaru.inbox.handing import Handed, going_along
from onmaru.teamwork.actions.hand_over import hand_over


@going_along
def packet_and_duty(handed: list[Handed]) -> None:
    hand_over(handed)
