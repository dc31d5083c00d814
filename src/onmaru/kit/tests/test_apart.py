"""A process beside this one that thinks, answers and ends."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from onmaru.kit.apart import NICE, Failed, apart

HERE = "onmaru.kit.tests.test_apart"


def priority(word: str) -> list[object]:
    print("what libraries say is no answer")  # noqa: T201
    return [word, os.getpid(), os.nice(0)]


def breaks() -> None:
    raise ValueError("not today")


def dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def sleeps() -> None:
    signal.pause()


def test_it_answers_and_gives_way() -> None:
    word, number, nice = apart(HERE, "priority", word="환불")
    assert word == "환불"
    assert number != os.getpid() and not psutil.pid_exists(number)
    assert nice == min(os.nice(0) + NICE, 19)


@pytest.mark.parametrize("name", ["breaks", "dies", "is_not_there"])
def test_without_an_answer_it_failed(name: str) -> None:
    with pytest.raises(Failed, match=name):
        apart(HERE, name)


def test_it_ends_with_whoever_asked() -> None:
    asks = f"from onmaru.kit.apart import apart; apart({HERE!r}, 'sleeps')"
    with subprocess.Popen([sys.executable, "-c", asks]) as parent:
        process = psutil.Process(parent.pid)
        while not (children := process.children()):
            assert parent.poll() is None
        parent.kill()
    gone, alive = psutil.wait_procs(children, timeout=30)
    assert gone and not alive
