"""Runs one storm in the scratch folder that ONMARU_DATA names, and prints what it left as one line of JSON."""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dev.mailhost import MailHost, MailHostUnavailable
from dev.mailhost.process import free_ports
from dev.storm import senders
from dev.storm.count import Counts, count, is_quiet
from dev.storm.mails import letters as written
from dev.storm.processes import Victim, Victims

# The longest that a process works before it may be the next to die.
LONGEST_LIFE = 3.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.storm")
    for name, usual in (("kills", 50), ("mails", 2000), ("replies", 200), ("seed", 1), ("quiet", 600)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    arguments = parser.parse_args()
    # Whoever ends us early must not leave web, worker and mail servers behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with MailHost() as host:
            found = storm(host, arguments)
    except MailHostUnavailable as missing:
        print(f"No mail host: {missing}.", file=sys.stderr)
        return 3
    print(json.dumps({**found.to_json(), "smtp": host.smtp_kind}))
    return 0 if found.is_whole else 1


def storm(host: MailHost, arguments: argparse.Namespace) -> Counts:
    from onmaru.cli import setting_up

    [port] = free_ports(1)
    os.environ["ONMARU_PRIVATE_HOSTS"] = "localhost 127.0.0.1"
    os.environ["ONMARU_URL"] = f"http://localhost:{port}"
    setting_up.django()
    from dev.storm import setting as scene

    logs = Path(os.environ["ONMARU_DATA"])
    setting = scene.make(host)
    letters = written(arguments.mails)
    began, over = time.monotonic(), arguments.kills * 2.5
    victims = Victims(
        web=Victim(["serve", f"--port={port}"], logs / "web.log", works=lambda _born: web_answers(port)),
        worker=Victim(["worker", "--concurrency=4"], logs / "worker.log", works=worker_is_counted),
    )
    doubts = 0
    with victims:
        # A thread's mails must not overtake each other on two ways, so each thread has one way.
        post = [letter for letter in letters if int(letter.message_id.split("-")[1]) % 3]
        hook = [letter for letter in letters if not int(letter.message_id.split("-")[1]) % 3]
        works = [
            _working(senders.by_mail, host, post, over),
            _working(senders.by_hook, setting, hook, over),
            _working(senders.at_the_desk, setting, arguments.replies, over),
        ]
        dice = random.Random(arguments.seed)
        while sum(victim.kills for victim in victims.everyone) < arguments.kills:
            doubts += strike(victims, dice)
        for thread, faults in works:
            thread.join()
            if faults:
                raise faults[0]
        quiet_by = time.monotonic() + arguments.quiet
        while not is_quiet() and time.monotonic() < quiet_by:
            time.sleep(0.5)
    found = count(host, letters, sum(victim.kills for victim in victims.everyone), arguments.replies, doubts)
    return Counts(**{**found.to_json(), "seconds": round(time.monotonic() - began, 1)})  # pyright: ignore[reportArgumentType]


def strike(victims: Victims, dice: random.Random) -> int:
    """Kill one of them at some moment; often the worker when it is about to say the last word. Says whether it was such a moment."""
    from onmaru.inbox.models import Dispatch

    victim = victims.worker if dice.random() < 0.75 else victims.web
    victim.wait()
    time.sleep(dice.random() * LONGEST_LIFE)
    at_the_last_word = victim is victims.worker and dice.random() < 0.5
    deadline = time.monotonic() + 3.0
    while at_the_last_word and time.monotonic() < deadline:
        if Dispatch.objects.filter(state=Dispatch.State.HANDING_OVER).exists():
            break
    victim.kill()
    return Dispatch.objects.filter(state=Dispatch.State.HANDING_OVER).count() if victim is victims.worker else 0


def web_answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def worker_is_counted(born: datetime) -> bool:
    from procrastinate.contrib.django.models import ProcrastinateWorker

    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=born).exists()


def _working(work: Callable[..., None], *arguments: object) -> tuple[threading.Thread, list[BaseException]]:
    faults: list[BaseException] = []

    def run() -> None:
        from django.db import connection

        try:
            work(*arguments)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    thread = threading.Thread(target=run, name=work.__name__, daemon=True)
    thread.start()
    return thread, faults


if __name__ == "__main__":
    sys.exit(main())
