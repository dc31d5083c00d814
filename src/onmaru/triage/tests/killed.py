"""A process that takes messages through triage and dies on the way: `python -m onmaru.triage.tests.killed 12:classify:end 13:spam:begin`.

Each is a process of its own, forked from this one, which kills itself with -9 as the named step begins or ends. What names no step
(`12`) is taken through by this process itself. The product knows nothing of this: the step is wrapped here.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable

from onmaru.cli import setting_up


def main() -> int:
    setting_up.django()
    import holidays

    from onmaru.triage import classifier, pipeline

    # Words are enough to find a reason, and take no time to load; what all would load is loaded once.
    classifier.encoder = lambda: None
    holidays.country_holidays("KR")
    for order in sys.argv[1:]:
        if ":" not in order:
            pipeline.run(int(order))
            continue
        message, step, edge = order.split(":")
        child = os.fork()
        if not child:
            go_through(int(message), step, edge)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{order} {os.waitstatus_to_exitcode(status)}\n")
    return 0


def go_through(message: int, step: str, edge: str) -> None:
    from onmaru.triage import pipeline

    try:
        pipeline.STEPS = tuple(dying(one, edge) if one.__name__ == step else one for one in pipeline.STEPS)
        pipeline.run(message)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def dying(step: Callable[..., object], edge: str) -> Callable[..., object]:
    def die(message: object) -> None:
        if edge == "end":
            step(message)
        os.kill(os.getpid(), signal.SIGKILL)

    die.__name__ = step.__name__
    return die


if __name__ == "__main__":
    sys.exit(main())
