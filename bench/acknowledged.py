"""`bin/bench acknowledged`: how long customers wait for their receipt, from handing in a mail until it lies in their mailbox.

Everything is real: Postfix takes the mail, Dovecot holds the shop's mailbox, the worker hears of it by IMAP, files it, triages it and
sends the acknowledgement through Postfix. First one mail a second, then a burst.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles

from dev.mailhost import MailHost, MailHostUnavailable
from dev.mailhost.process import free_ports
from dev.storm.mails import MAILS_A_THREAD, SHOP, Letter, letters
from dev.storm.processes import Victim

LIMIT = 10.0
PATIENCE = 120.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench acknowledged")
    parser.add_argument("--steady", type=int, default=60, help="mails, one a second")
    parser.add_argument("--burst", type=int, default=60, help="mails at once")
    sizes = parser.parse_args()
    os.environ["ONMARU_PRIVATE_HOSTS"] = "localhost 127.0.0.1"
    os.environ["ONMARU_URL"] = f"http://localhost:{free_ports(1)[0]}"
    from onmaru.cli import setting_up

    setting_up.django()
    from dev.storm import __main__ as storm
    from dev.storm import setting as scene

    # The first mail of each customer; what follows in a thread is not acknowledged again.
    firsts = letters((sizes.steady + sizes.burst + 1) * MAILS_A_THREAD)[::MAILS_A_THREAD]
    try:
        with MailHost() as host:
            scene.make(host)
            worker = Victim(["worker"], Path(os.environ["ONMARU_DATA"]) / "worker.log", works=storm.worker_is_counted)
            worker.start()
            try:
                worker.wait()
                # The mailbox is being watched once the first mail was answered.
                waits(host, firsts[:1], pause=0)
                print(f"Through {host.smtp_kind} and Dovecot; load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
                steady = waits(host, firsts[1 : sizes.steady + 1], pause=1)
                burst = waits(host, firsts[sizes.steady + 1 :], pause=0)
            finally:
                worker.stop()
    except MailHostUnavailable as missing:
        print(f"No mail host: {missing}.", file=sys.stderr)
        return 3
    within = [told("one mail a second", steady), told("all at once", burst)]
    print(f"{'Reached' if within[0] else 'NOT reached'}: every receipt of the steady stream under {LIMIT:g} s.")
    return 0 if within[0] else 1


def waits(host: MailHost, mails: Iterable[Letter], pause: float) -> list[float]:
    """Seconds from handing in to the receipt, of each mail."""
    handed: dict[str, float] = {}
    for letter in mails:
        handed[letter.writer] = time.time()
        host.deliver(letter.raw, SHOP)
        time.sleep(pause)
    found = []
    for writer, at in handed.items():
        host.wait_for(writer, timeout=PATIENCE)
        found.append(host.arrivals(writer)[0] - at)
    return found


def told(title: str, found: list[float]) -> bool:
    marks = quantiles(found, n=20)
    row = f"{title:20} {len(found):4} receipts: median {marks[9]:5.2f} s, p95 {marks[18]:5.2f} s, longest {max(found):5.2f} s"
    print(f"{row}, {max(found) / LIMIT:.2f} of the limit", flush=True)
    return max(found) < LIMIT


if __name__ == "__main__":
    sys.exit(main())
